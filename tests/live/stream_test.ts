import assert from "node:assert/strict";
import type { Frame } from "@/lib/live/frames.ts";
import { LIMITS } from "@/lib/live/session.ts";
import { Sessions } from "@/lib/live/sessions.ts";
import { StreamFrames } from "@/lib/live/stream_frames.ts";
import { readPosition } from "@/lib/live/position.ts";
import { StreamSocket } from "@/lib/live/stream_socket.ts";
import { deliveries, FakeClock, inventory, iso, newcomer, openHub } from "./fakes.ts";

function open(options: { maxClients?: number } = {}) {
  const clock = new FakeClock();
  const hub = openHub(clock);
  const sessions = new Sessions({
    hub,
    clock,
    stopwatch: clock,
    interval: () => 5_000,
    maxClients: 10,
    maxClientsPerAddress: 0,
    random: () => 0,
    ...options,
  });
  hub.publish(deliveries(clock));
  return { clock, hub, sessions };
}

const from = (epoch: string, seq: number) => ({ ...newcomer, position: { epoch, seq } });

/** `id type` of each event of a stream that has ended, and the code of its end. */
async function events(body: ReadableStream<Uint8Array>): Promise<string[]> {
  const blocks = (await new Response(body).text()).split("\n\n").filter((block) => block.includes("data: "));
  return blocks.map((block) => {
    const [, id] = /^id: (.*)$/m.exec(block) ?? [];
    const { type, code } = JSON.parse(/^data: (.*)$/m.exec(block)![1]!);
    return block.includes("event: close") ? `close ${code}` : `${id} ${type}`;
  });
}

Deno.test("Sessions.addStream() sends the state, then changes and beats, and ends with the server", async () => {
  const { clock, hub, sessions } = open();
  const body = sessions.addStream(newcomer);
  hub.publish(deliveries(clock, 4));
  sessions.tick();
  clock.advance(6_000);
  sessions.tick();
  sessions.drain();
  assert.deepEqual(await events(body), [
    "epoch-1:1 initial",
    "epoch-1:2 patch",
    "epoch-1:2 beat",
    "close 1001",
  ]);
  assert.equal(sessions.size, 0);
});

Deno.test("Sessions.addStream() resumes with what was missed, from elsewhere with the state", async () => {
  const { clock, hub, sessions } = open();
  hub.publish(deliveries(clock, 4));
  const bodies = [from("epoch-1", 1), from("epoch-1", 2), from("epoch-0", 1)]
    .map((options) => sessions.addStream(options));
  sessions.drain();
  assert.deepEqual(await Promise.all(bodies.map(events)), [
    ["epoch-1:2 patch", "close 1001"],
    ["epoch-1:2 beat", "close 1001"],
    ["epoch-1:2 initial", "close 1001"],
  ]);
});

Deno.test("Sessions.addStream() counts its client in the limits until it leaves", async () => {
  const { sessions } = open({ maxClients: 1 });
  assert.equal(sessions.reserve("a"), undefined);
  const body = sessions.addStream(newcomer);
  assert.deepEqual([sessions.reserve("b"), sessions.count().patches], [{ code: "full", retryAfter: 15 }, 1]);
  await body.cancel();
  assert.deepEqual([sessions.reserve("b"), sessions.size], [undefined, 0]);
});

Deno.test("Sessions.addStream() skips what a client does not read, and cuts it off after its time", async () => {
  const { clock, hub, sessions } = open();
  const at = iso(clock.now());
  const low = [{ name: "x".repeat(LIMITS.bufferedBytes), market_code: "coupang", stock: 0 }];
  const body = sessions.addStream(newcomer);
  hub.publish([{ kind: "delivered", source: "inventory", at, data: { ...inventory, low } }]);
  hub.publish(deliveries(clock));
  assert.equal(sessions.count().lagging, 1);
  clock.advance(LIMITS.lagging + 1);
  sessions.tick();
  assert.equal(sessions.size, 0);
  assert.equal(sessions.traffic.closed.get(4008), 1);
  await assert.rejects(new Response(body).text(), /slow client/);
});

Deno.test("StreamSocket counts what is not read yet, and closes once", async () => {
  let closed = 0;
  const socket = new StreamSocket(() => closed += 1);
  const reader = socket.body.getReader();
  const first = await reader.read();
  assert.match(new TextDecoder().decode(first.value), /^retry: \d+\n\n$/);
  assert.equal(socket.bufferedAmount, 0);
  socket.send("data: 가\n\n");
  assert.equal(socket.bufferedAmount, 11);
  socket.close();
  socket.close();
  socket.send("data: late\n\n");
  assert.deepEqual([closed, socket.readyState], [1, 3]);
  assert.equal(new TextDecoder().decode((await reader.read()).value), "data: 가\n\n");
  assert.equal((await reader.read()).done, true);
});

Deno.test("StreamFrames.event() makes each event once", () => {
  const frames = new StreamFrames();
  const frame: Frame = { text: `{"type":"beat"}`, bytes: 15, seq: 3 };
  assert.equal(frames.event(frame, "e"), frames.event(frame, "e"));
  const text = (of: Frame) => new TextDecoder().decode(frames.event(of, "e"));
  assert.equal(text(frame), `id: e:3\ndata: {"type":"beat"}\n\n`);
  assert.equal(text({ text: "{}", bytes: 2 }), "data: {}\n\n");
});

Deno.test("readPosition() prefers Last-Event-ID, and takes nothing that it cannot read", () => {
  const read = (id: string | null, query = "") => readPosition(id, new URLSearchParams(query));
  assert.deepEqual(read("a:b:7", "epoch=c&seq=1"), { epoch: "a:b", seq: 7 });
  assert.deepEqual(read(null, "epoch=c&seq=1"), { epoch: "c", seq: 1 });
  for (const id of [":7", "a:", "a:-1", "a:1e3", `a:${"9".repeat(20)}`]) assert.equal(read(id), null, id);
  for (const query of ["", "epoch=a", "seq=1", "epoch=a&seq=x"]) assert.equal(read(null, query), null, query);
});
