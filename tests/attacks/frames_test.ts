/** WebSocket frames that are too large, broken or not allowed: the connection ends, and nobody else notices. */
import assert from "node:assert/strict";
import { PROTOCOL_V1 } from "@/lib/shared/protocol.ts";
import { deliveries } from "../live/fakes.ts";
import { type FrameParts, OPCODE, RawSocket } from "../support/raw_socket.ts";
import { SocketClient } from "../support/socket_client.ts";
import { buildRoutes, listen } from "../support/test_app.ts";
import { openTestServices } from "../support/test_services.ts";

const open = await buildRoutes();

async function serve() {
  const parts = await openTestServices();
  parts.hub.publish(deliveries(parts.clock));
  return { ...parts, server: listen(open(parts.services)) };
}

const ping = { opcode: OPCODE.text, payload: '{"type":"ping"}' };

/** Each as a client that means harm sends it after the upgrade. */
const BROKEN: Record<string, FrameParts[]> = {
  "an opcode that is none": [{ opcode: 3, payload: "x" }],
  "a control opcode that is none": [{ opcode: 11, payload: "x" }],
  "reserved bits that nobody agreed to": [{ ...ping, reserved: 4 }],
  "all reserved bits": [{ ...ping, reserved: 7 }],
  "a control frame that is too long": [{ opcode: OPCODE.ping, payload: "a".repeat(126) }],
  "a control frame in fragments": [{ opcode: OPCODE.ping, payload: "a", fin: false }],
  "a continuation of nothing": [{ opcode: OPCODE.continuation, payload: "a" }],
  "a message that begins within another": [{ opcode: OPCODE.text, payload: "{", fin: false }, ping],
  "text that is no UTF-8": [{ opcode: OPCODE.text, payload: new Uint8Array([0xff, 0xfe, 0xc0, 0x80]) }],
  "a length beyond all numbers": [{ opcode: OPCODE.text, length: 2n ** 64n - 1n }],
  "a length beyond the runtime's ceiling": [{ opcode: OPCODE.text, length: 65 * 1024 * 1024 }],
  "a close frame of one byte": [{ opcode: OPCODE.close, payload: new Uint8Array([3]) }],
  "a close code that may not be sent": [{ opcode: OPCODE.close, payload: new Uint8Array([0x03, 0xed]) }],
};

Deno.test("every broken frame ends its own connection and nobody else's", async () => {
  const { server, sessions, hub, clock } = await serve();
  await using _ = server;
  await using watcher = await SocketClient.open(`ws://${server.host}/ws`, [PROTOCOL_V1]);
  await watcher.next("initial");
  for (const [what, frames] of Object.entries(BROKEN)) {
    using socket = await RawSocket.open(server.host, { protocol: PROTOCOL_V1 });
    await socket.send(...frames).catch(() => {});
    const code = await socket.closed();
    assert.ok(code === null || code >= 1000, what);
  }
  hub.publish(deliveries(clock, 4));
  await watcher.next("patch");
  assert.equal(sessions.size, 1, "no session is left behind");
});

Deno.test("a message over 16 KB is not read, in one frame or in many, and ends with 1009", async () => {
  const { server, sessions, clock } = await serve();
  await using _ = server;
  const part = { payload: "a".repeat(4_096), fin: false };
  const fragments = [
    { ...part, opcode: OPCODE.text },
    ...Array.from({ length: 4 }, () => ({ ...part, opcode: OPCODE.continuation })),
    { ...part, opcode: OPCODE.continuation, fin: true },
  ];
  const whole = [{ opcode: OPCODE.text, payload: "a".repeat(20_000) }];
  const binary = [{ opcode: OPCODE.binary, payload: new Uint8Array(1_000_000) }];
  for (const frames of [whole, fragments, binary]) {
    using socket = await RawSocket.open(server.host, { protocol: PROTOCOL_V1 });
    await socket.receive();
    await socket.send(...frames);
    // Who is sent away is closed by the first tick after it fell silent.
    const silence = setInterval(() => {
      clock.advance(1_000);
      sessions.tick();
    }, 5);
    assert.equal(await socket.closed(), 1009);
    clearInterval(silence);
  }
});

Deno.test("no compression is agreed to, so that no frame can become larger than it is", async () => {
  const { server } = await serve();
  await using _ = server;
  const head = [
    "GET /ws HTTP/1.1",
    `Host: ${server.host}`,
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits",
  ];
  const [hostname, port] = server.host.split(":") as [string, string];
  using connection = await Deno.connect({ hostname, port: Number(port) });
  await connection.write(new TextEncoder().encode(`${head.join("\r\n")}\r\n\r\n`));
  const buffer = new Uint8Array(4_096);
  const answer = new TextDecoder("latin1").decode(buffer.subarray(0, await connection.read(buffer) ?? 0));
  assert.match(answer, /^HTTP\/1\.1 101 /);
  assert.doesNotMatch(answer, /sec-websocket-extensions/i);
});

Deno.test("JSON that means harm is one misunderstood message, and changes nothing for anybody", async () => {
  const { server, hub } = await serve();
  await using _ = server;
  const before = JSON.stringify(hub.snapshot);
  const messages = [
    '{"__proto__":{"type":"ping"},"type":"nothing"}',
    '{"type":"subscribe","topics":["__proto__"]}',
    '{"type":"subscribe","topics":["constructor"]}',
    '{"type":"resume","epoch":"__proto__","seq":1e400}',
    `{"type":${"[".repeat(8_000)}${"]".repeat(8_000)}}`,
  ];
  for (const payload of messages) {
    using socket = await RawSocket.open(server.host, { protocol: PROTOCOL_V1 });
    await socket.receive();
    await socket.send({ opcode: OPCODE.text, payload });
    const answer = await socket.receive();
    assert.match(
      answer!.text,
      /^\{"type":"error","code":"(malformed|unknown_type|unknown_topic)"/,
      payload.slice(0, 60),
    );
    await socket.send(ping);
    assert.equal((await socket.receive())!.text, '{"type":"pong"}');
  }
  assert.equal(JSON.stringify(hub.snapshot), before);
  assert.equal(Object.hasOwn(Object.prototype, "type"), false);
});
