/** Requests that are larger or slower than any of ours. */
import assert from "node:assert/strict";
import { App } from "fresh";
import { limitRequests } from "@/lib/web/limit_requests.ts";
import type { State } from "@/lib/web/state.ts";
import { rawRequest } from "../support/raw_request.ts";
import { buildRoutes, listen } from "../support/test_app.ts";
import { openTestServices } from "../support/test_services.ts";

const open = await buildRoutes();

async function serve() {
  const parts = await openTestServices();
  return { ...parts, server: listen(open(parts.services)) };
}

/** One chunk of 64 KB. */
const CHUNK = `10000\r\n${"a".repeat(65_536)}\r\n`;

const codeOf = async (response: Response) => [response.status, (await response.json()).error.code];

Deno.test("addresses and headers beyond any use are refused, and what is not is answered", async () => {
  const { server } = await serve();
  await using _ = server;
  const url = `http://${server.host}/api/checks`;
  const statusOf = async (url: string) => {
    const response = await fetch(url);
    await response.body?.cancel();
    return response.status;
  };
  assert.equal(await statusOf(`${url}?market=${"a".repeat(8_000)}`), 400, "read, and no market");
  assert.deepEqual(await codeOf(await fetch(`${url}?market=${"a".repeat(8_300)}`)), [
    414,
    "address_too_long",
  ]);
  const large = await fetch(url, { headers: { cookie: "a".repeat(40_000) } });
  assert.deepEqual(await codeOf(large), [431, "headers_too_large"]);
  // Beyond this the runtime refuses before anything of ours runs.
  for (
    const head of [
      `GET /${"a".repeat(100_000)} HTTP/1.1\r\nHost: x`,
      `GET / HTTP/1.1\r\n${"a: b\r\n".repeat(5_000)}Host: x`,
    ]
  ) {
    assert.match(await rawRequest(server.host, `${head}\r\n\r\n`), /^(HTTP\/1\.1 4(14|31|00) |$)/);
  }
  assert.equal(await statusOf(`http://${server.host}/healthz`), 200);
});

Deno.test("a body over 256 KB is refused, whether or not it says its length, and nothing is done", async () => {
  const { server, sale } = await serve();
  await using _ = server;
  const url = `http://${server.host}/api/sale`;
  const text = `{"hours":2,"more":"${"a".repeat(300_000)}"}`;
  assert.deepEqual(await codeOf(await fetch(url, { method: "POST", body: text })), [413, "body_too_large"]);
  const head = `POST /api/sale HTTP/1.1\r\nHost: ${server.host}\r\n`;
  const endless = await rawRequest(
    server.host,
    `${head}Transfer-Encoding: chunked\r\n\r\n${CHUNK.repeat(16)}`,
  );
  assert.match(endless, /^HTTP\/1\.1 413 [\s\S]*body_too_large/);
  const claimed = await rawRequest(server.host, `${head}Content-Length: 99999999999\r\n\r\n`);
  assert.match(claimed, /^HTTP\/1\.1 413 /);
  assert.equal(sale.until, null);
});

Deno.test("a compressed body is refused unread: who knows how large it would become", async () => {
  const { server, sale } = await serve();
  await using _ = server;
  const bomb = new Response(
    new Blob([new Uint8Array(10_000_000)]).stream().pipeThrough(new CompressionStream("gzip")),
  );
  const response = await fetch(`http://${server.host}/api/sale`, {
    method: "POST",
    headers: { "content-encoding": "gzip" },
    body: await bomb.blob(),
  });
  assert.deepEqual(await codeOf(response), [415, "compressed_body"]);
  assert.equal(sale.until, null);
});

Deno.test("a body that does not arrive is not waited for", async () => {
  const limits = { address: 100, headers: 10_000, body: 100, bodyWithin: 50 };
  const app = new App<State>().use(limitRequests(limits)).post(
    "/",
    async ({ req }) => new Response(await req.text()),
  );
  await using server = listen(app.handler());
  const head = `POST / HTTP/1.1\r\nHost: ${server.host}\r\nContent-Length: 10\r\n\r\n`;
  assert.match(await rawRequest(server.host, `${head}half`), /^HTTP\/1\.1 408 [\s\S]*body_too_slow/);
  assert.match(await rawRequest(server.host, `${head}0123456789`), /^HTTP\/1\.1 200 [\s\S]*0123456789$/);
});

Deno.test("JSON that is nested without end is refused as any other that says nothing", async () => {
  const { server, sale } = await serve();
  await using _ = server;
  for (const body of ["[".repeat(200_000), `${'{"hours":'.repeat(20_000)}2${"}".repeat(20_000)}`]) {
    const response = await fetch(`http://${server.host}/api/sale`, { method: "POST", body });
    assert.deepEqual(await codeOf(response), [400, "bad_hours"]);
  }
  assert.equal(sale.until, null);
});
