/** HTTP/2, which the runtime speaks to whoever begins with it: floods that cost the sender less than the server. */
import assert from "node:assert/strict";
import { buildRoutes, listen } from "../support/test_app.ts";
import { openTestServices } from "../support/test_services.ts";

const open = await buildRoutes();

const PREFACE = new TextEncoder().encode("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
/** Types of frames, RFC 9113, section 6. */
const TYPE = { headers: 1, reset: 3, settings: 4, ping: 6, goaway: 7, continuation: 9 } as const;
const END_STREAM = 1;
const END_HEADERS = 4;

function frame(type: number, { flags = 0, stream = 0, payload = [] as Iterable<number> } = {}): Uint8Array {
  const body = [...payload];
  const head = [body.length >> 16, body.length >> 8, body.length, type, flags, ...number(stream)];
  return Uint8Array.from([...head, ...body], (byte) => byte & 255);
}

const number = (value: number) => [value >> 24, value >> 16, value >> 8, value];

/** `GET /healthz` in HPACK (RFC 7541): indexed where it can be, the rest as it is. */
function request(host: string): number[] {
  const text = (value: string) => [value.length, ...new TextEncoder().encode(value)];
  return [0x82, 0x86, 0x04, ...text("/healthz"), 0x01, ...text(host)];
}

/** Sends frames until the server wants no more; the types that came back, null at the end when it closed. */
async function send(host: string, frames: Iterable<Uint8Array>): Promise<(number | null)[]> {
  const [hostname, port] = host.split(":") as [string, string];
  using connection = await Deno.connect({ hostname, port: Number(port) });
  await connection.write(PREFACE);
  await connection.write(frame(TYPE.settings));
  const types = collect(connection);
  try {
    for (const bytes of frames) {
      for (let at = 0; at < bytes.length;) at += await connection.write(bytes.subarray(at));
    }
    await connection.closeWrite();
  } catch {
    // It wants no more.
  }
  return await types;
}

async function collect(connection: Deno.Conn): Promise<(number | null)[]> {
  const types: (number | null)[] = [];
  let unread = new Uint8Array();
  const buffer = new Uint8Array(65_536);
  for (;;) {
    const length = await connection.read(buffer).catch(() => null);
    if (length === null) return [...types, null];
    unread = Uint8Array.from([...unread, ...buffer.subarray(0, length)]);
    while (unread.length >= 9) {
      const size = 9 + (unread[0]! << 16 | unread[1]! << 8 | unread[2]!);
      if (unread.length < size) break;
      types.push(unread[3]!);
      unread = unread.slice(size);
    }
  }
}

async function answers(host: string): Promise<void> {
  const response = await fetch(`http://${host}/healthz`);
  assert.deepEqual([response.status, await response.text()], [200, "ok"]);
}

Deno.test("requests that are taken back as soon as they are sent end the connection (rapid reset)", async () => {
  const { services } = await openTestServices();
  await using server = listen(open(services));
  const { host } = server;
  function* flood() {
    for (let stream = 1; stream < 20_000; stream += 2) {
      yield frame(TYPE.headers, { flags: END_STREAM | END_HEADERS, stream, payload: request(host) });
      yield frame(TYPE.reset, { stream, payload: number(8) });
    }
  }
  const types = await send(host, flood());
  assert.ok(types.includes(TYPE.goaway), "the server says that it has had enough");
  await answers(host);
});

Deno.test("headers that go on in further frames without end are cut off", async () => {
  const { services } = await openTestServices();
  await using server = listen(open(services));
  const { host } = server;
  // Each adds a header of its own; no frame says that it is the last.
  const more = [0x00, 1, 97, 100, ...new Array(100).fill(98)];
  function* flood() {
    yield frame(TYPE.headers, { flags: END_STREAM, stream: 1, payload: request(host) });
    for (let count = 0; count < 20_000; count++) {
      yield frame(TYPE.continuation, { stream: 1, payload: more });
    }
  }
  const types = await send(host, flood());
  assert.ok(types.includes(TYPE.goaway) || types.at(-1) === null);
  await answers(host);
});

Deno.test("a header that is repeated by its number does not become large (HPACK bomb)", async () => {
  const { services } = await openTestServices();
  const handler = open(services);
  let arrived = 0;
  await using server = listen((request) => {
    for (const [, value] of request.headers) arrived += value.length;
    return handler(request);
  });
  const { host } = server;
  // A header of 4,000 bytes is put into the table once, and named 16,000 times in two bytes.
  const length = [127, ...[0xa1, 0x1e]];
  const entry = [0x40, 1, 97, ...length, ...new Array(4_000).fill(98)];
  const payload = [...request(host), ...entry, ...new Array(12_000).fill(0xbe)];
  const types = await send(host, [
    frame(TYPE.headers, { flags: END_STREAM | END_HEADERS, stream: 1, payload }),
  ]);
  assert.ok(types.length > 0);
  // It would be 48 MB of headers.
  assert.ok(arrived < 1e6, `${arrived} bytes of headers arrived`);
  await answers(host);
});
