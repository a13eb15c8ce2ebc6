import assert from "node:assert/strict";
import { PROTOCOL_V1 } from "@/lib/shared/protocol.ts";
import { buildProgram } from "../../support/program.ts";
import { SocketClient } from "../../support/socket_client.ts";

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
  const settings = "server: { base_path: /pulse, trust_proxy: true }";
  await Deno.writeTextFile(`${built.folder}/marketpulse.yaml`, settings);
  await using program = await built.start();
  await using proxy = await start(built.folder, new URL(program.url).host);

  const html = await (await fetch(`${proxy.url}/pulse/`)).text();
  assert.match(html, />DEMO</);
  const files = [...html.matchAll(/(?:href|src)="([^"]+\.(?:js|css|svg)[^"]*)"/g)].map(([, path]) => path!);
  assert.ok(files.length > 3, html);
  for (const path of [...files, "/pulse", "/pulse/api/snapshot"]) {
    const response = await fetch(new URL(path, proxy.url));
    await response.body?.cancel();
    assert.equal(response.status, 200, path);
  }

  await using client = await SocketClient.open(`${proxy.url.replace("http", "ws")}/pulse/ws`, [PROTOCOL_V1]);
  assert.equal(client.protocol, PROTOCOL_V1);
  const { seq } = await client.next("initial");
  assert.equal(typeof seq, "number");
  await client.next("patch", "beat");
}
