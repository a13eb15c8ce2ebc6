import assert from "node:assert/strict";
import { PROTOCOL_V1 } from "@/lib/shared/protocol.ts";
import { rawRequest } from "../../support/raw_request.ts";
import { buildProgram } from "../../support/program.ts";
import { SocketClient } from "../../support/socket_client.ts";

const PASSWORD = "correct horse battery";

/** A proxy that runs, and its address without a path. */
export type Proxy = AsyncDisposable & { url: string };

/**
 * Runs the demo behind a proxy, below `/pulse` as `deploy/` says, and sees page, files, API and live connection through it.
 *
 * @param start starts the proxy; its own files go into `folder`, and `upstream` (`host:port`) is what it asks
 */
export async function throughProxy(
  start: (folder: string, upstream: string) => Promise<Proxy>,
): Promise<void> {
  await using built = await buildProgram();
  const settings = "server: { base_path: /pulse, trust_proxy: [127.0.0.1] }";
  await Deno.writeTextFile(`${built.folder}/marketpulse.yaml`, settings);
  await using program = await built.start({ env: { MARKETPULSE_ADMIN_PASSWORD: PASSWORD } });
  await using proxy = await start(built.folder, new URL(program.url).host);

  await assertClosed(proxy.url);
  const cookie = await logIn(proxy.url);
  const html = await (await fetch(`${proxy.url}/pulse/`, { headers: { cookie } })).text();
  assert.match(html, />DEMO</);
  const files = [...html.matchAll(/(?:href|src)="([^"]+\.(?:js|css|svg)[^"]*)"/g)].map(([, path]) => path!);
  assert.ok(files.length > 3, html);
  for (const path of [...files, "/pulse", "/pulse/api/snapshot"]) {
    const response = await fetch(new URL(path, proxy.url), { headers: { cookie } });
    await response.body?.cancel();
    assert.equal(response.status, 200, path);
  }

  await using client = await SocketClient.open(`${proxy.url.replace("http", "ws")}/pulse/ws`, [PROTOCOL_V1], {
    cookie,
  });
  assert.equal(client.protocol, PROTOCOL_V1);
  const { seq } = await client.next("initial");
  assert.equal(typeof seq, "number");
  await client.next("patch", "beat");
}

/**
 * Runs the demo behind a proxy while there is no user: at the machine itself the door is open, and nobody comes in from
 * the other side of the proxy, whatever they claim; nor does anybody by a proxy of somebody's own that passes only the name.
 */
export async function closedWithoutUser(
  start: (folder: string, upstream: string) => Promise<Proxy>,
): Promise<void> {
  await using built = await buildProgram();
  await Deno.writeTextFile(`${built.folder}/marketpulse.yaml`, "server: { base_path: /pulse }");
  await using program = await built.start();
  await using proxy = await start(built.folder, new URL(program.url).host);

  assert.equal(await statusOf(`${program.url}api/snapshot`), 200, "at the machine itself");
  await assertClosed(proxy.url);
  const claims: Record<string, string>[] = [
    { "x-forwarded-for": "127.0.0.1" },
    { "x-real-ip": "127.0.0.1" },
    { forwarded: "for=127.0.0.1;host=localhost" },
    { "x-forwarded-host": "localhost", "x-forwarded-proto": "https" },
  ];
  for (const headers of claims) {
    assert.equal(await statusOf(`${proxy.url}/pulse/api/snapshot`, headers), 401, JSON.stringify(headers));
  }
  const { host, hostname, port } = new URL(proxy.url);
  const ask = (name: string) =>
    rawRequest(host, `GET /pulse/api/snapshot HTTP/1.1\r\nHost: ${name}\r\nConnection: close\r\n\r\n`);
  for (const name of ["shop.example", `${hostname}.evil.example:${port}`]) {
    assert.doesNotMatch(await ask(name), /"(sales|api_status)"/, name);
  }
}

async function statusOf(url: string, headers: HeadersInit = {}): Promise<number> {
  const response = await fetch(url, { headers });
  await response.body?.cancel();
  return response.status;
}

/** Although the program listens on loopback alone, and who comes through the proxy comes from there. */
async function assertClosed(url: string): Promise<void> {
  const page = await fetch(`${url}/pulse/`, { redirect: "manual", headers: { accept: "text/html" } });
  await page.body?.cancel();
  assert.deepEqual([page.status, page.headers.get("location")], [303, "/pulse/login?to=%2Fpulse%2F"]);
  for (const path of ["/pulse/api/snapshot", "/pulse/api/stream", "/pulse/ws", "/pulse/metrics"]) {
    const response = await fetch(`${url}${path}`);
    await response.body?.cancel();
    assert.equal(response.status, 401, path);
  }
  await assert.rejects(SocketClient.open(`${url.replace("http", "ws")}/pulse/ws`, [PROTOCOL_V1]));
}

/** The cookies of who logged in through the proxy. */
async function logIn(url: string): Promise<string> {
  const body = new URLSearchParams({ name: "admin", password: PASSWORD, to: "/pulse/" });
  const response = await fetch(`${url}/pulse/login`, { method: "POST", body, redirect: "manual" });
  await response.body?.cancel();
  assert.deepEqual([response.status, response.headers.get("location")], [303, "/pulse/"]);
  return response.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
}
