import assert from "node:assert/strict";
import { Frames } from "@/lib/live/frames.ts";
import { LIMITS, type Session, type SessionContext, type Socket } from "@/lib/live/session.ts";
import { LegacySession } from "@/lib/live/session_legacy.ts";
import { PatchSession } from "@/lib/live/session_patch.ts";
import { noTraffic } from "@/lib/live/traffic.ts";
import { deliveries, FakeClock, FakeSocket, openHub } from "./fakes.ts";

function open<S extends Session>(kind: new (socket: Socket, context: SessionContext) => S) {
  const clock = new FakeClock();
  const hub = openHub(clock);
  const socket = new FakeSocket();
  const traffic = noTraffic();
  const session = new kind(socket, { hub, clock, frames: new Frames(), traffic, interval: () => 5_000 });
  hub.subscribe((change) => session.changed(change));
  return { clock, hub, socket, session, traffic };
}

const says = (message: unknown) => JSON.stringify(message);

Deno.test("LegacySession sends nothing while sales, orders or inventory were never known", () => {
  const { clock, hub, socket, session } = open(LegacySession);
  session.ticked(clock.now());
  hub.publish(deliveries(clock).slice(0, 2));
  session.ticked(clock.now());
  assert.deepEqual(socket.take(), []);
  hub.publish(deliveries(clock));
  assert.deepEqual(socket.take().map(({ type }) => type), ["initial"]);
});

Deno.test("LegacySession sends initial once, then update each interval, with all figures", () => {
  const { clock, hub, socket, session } = open(LegacySession);
  hub.publish(deliveries(clock));
  for (let second = 0; second < 10; second++) {
    clock.advance(1_000);
    session.ticked(clock.now());
  }
  const [initial, first, second] = socket.take();
  assert.deepEqual([initial!.type, first!.type, second!.type], ["initial", "update", "update"]);
  assert.deepEqual(Object.keys(second!), ["type", "data"]);
  assert.deepEqual(second!.data, JSON.parse(JSON.stringify(hub.snapshot)));
});

Deno.test("LegacySession answers ping with pong and accepts subscribe to a topic", () => {
  const { socket, session } = open(LegacySession);
  session.receive(says({ type: "ping" }));
  session.receive(says({ type: "subscribe", topic: "sales" }));
  assert.deepEqual(socket.take(), [{ type: "pong" }]);
});

Deno.test("PatchSession.greet() sends the whole state with seq and epoch, once", () => {
  const { clock, hub, socket, session } = open(PatchSession);
  hub.publish(deliveries(clock));
  assert.deepEqual(socket.take(), []);
  session.greet();
  session.greet();
  const [initial, ...rest] = socket.take();
  assert.deepEqual([initial!.type, initial!.seq, initial!.epoch, rest.length], ["initial", 1, "epoch-1", 0]);
});

Deno.test("PatchSession sends a patch for each change and a beat for an interval without one", () => {
  const { clock, hub, socket, session } = open(PatchSession);
  session.greet();
  session.ticked(clock.now());
  socket.take();
  hub.publish(deliveries(clock));
  session.ticked(clock.now());
  assert.deepEqual(socket.take().map(({ type, seq }) => [type, seq]), [["patch", 1]]);
  for (let second = 0; second < 12; second++) {
    clock.advance(1_000);
    session.ticked(clock.now());
  }
  assert.deepEqual(socket.take().map(({ type, seq }) => [type, seq]), [["beat", 1], ["beat", 1]]);
});

Deno.test("PatchSession resumes with exactly the missed patches", () => {
  const { clock, hub, socket, session } = open(PatchSession);
  for (const count of [1, 2, 3]) hub.publish(deliveries(clock, count));
  session.receive(says({ type: "resume", epoch: "epoch-1", seq: 1 }));
  assert.deepEqual(socket.take().map(({ type, seq }) => [type, seq]), [["patch", 2], ["patch", 3]]);
});

Deno.test("PatchSession sends the whole state where the missed patches would be more", () => {
  const { clock, hub, socket, session } = open(PatchSession);
  for (let count = 1; count <= 200; count++) hub.publish(deliveries(clock, count));
  session.start({ epoch: "epoch-1", seq: 1 });
  assert.deepEqual(socket.take().map(({ type, seq }) => [type, seq]), [["initial", 200]]);
  hub.publish(deliveries(clock, 1));
  assert.deepEqual(socket.take().map(({ type, seq }) => [type, seq]), [["patch", 201]]);
});

Deno.test("PatchSession answers a resume with nothing missed by a beat, one of another epoch by the whole state", () => {
  const current = open(PatchSession);
  current.session.receive(says({ type: "resume", epoch: "epoch-1", seq: 0 }));
  assert.deepEqual(current.socket.take().map(({ type }) => type), ["beat"]);
  const foreign = open(PatchSession);
  foreign.session.receive(says({ type: "resume", epoch: "epoch-0", seq: 0 }));
  assert.deepEqual(foreign.socket.take().map(({ type }) => type), ["initial"]);
});

Deno.test("PatchSession ignores a resume that is not the first message, and answers resync with the whole state", () => {
  const { socket, session } = open(PatchSession);
  session.greet();
  socket.take();
  session.receive(says({ type: "resume", epoch: "epoch-1", seq: 0 }));
  assert.deepEqual(socket.take(), []);
  session.receive(says({ type: "resync" }));
  assert.deepEqual(socket.take().map(({ type }) => type), ["initial"]);
});

Deno.test("PatchSession sends only subscribed topics, and sources and alerts always", () => {
  const { clock, hub, socket, session } = open(PatchSession);
  session.receive(says({ type: "subscribe", topics: ["inventory"] }));
  const [initial] = socket.take() as [{ data: Record<string, unknown> }];
  assert.deepEqual(
    Object.keys(initial.data).sort(),
    ["alerts", "config", "epoch", "inventory", "layout", "mode", "sale", "seq", "sources", "timestamp"],
  );
  hub.publish(deliveries(clock));
  const [patch] = socket.take() as [{ data: Record<string, unknown> }];
  assert.deepEqual(Object.keys(patch.data).sort(), ["inventory", "sources"]);
  hub.publish(deliveries(clock, 7));
  assert.deepEqual(socket.take(), [], "a change of sales alone is nothing for this client");
  session.receive(says({ type: "subscribe", topics: ["sales"] }));
  socket.take();
  session.receive(says({ type: "unsubscribe", topics: ["inventory"] }));
  hub.publish(deliveries(clock, 8));
  assert.deepEqual(socket.take().map(({ data }) => Object.keys(data as object)), [["sales"]]);
});

Deno.test("PatchSession gives a client that reads slowly the latest state instead of a queue", () => {
  const { clock, hub, socket, session, traffic } = open(PatchSession);
  session.greet();
  socket.take();
  socket.bufferedAmount = LIMITS.bufferedBytes + 1;
  for (const count of [1, 2, 3]) hub.publish(deliveries(clock, count));
  session.ticked(clock.now());
  assert.deepEqual(socket.take(), []);
  socket.bufferedAmount = 0;
  session.ticked(clock.now());
  const [initial, ...rest] = socket.take() as { type: string; seq: number }[];
  assert.deepEqual([initial!.type, initial!.seq, rest.length], ["initial", 3, 0]);
  assert.equal(traffic.skipped, 4);
  hub.publish(deliveries(clock, 4));
  assert.deepEqual(socket.take().map(({ type }) => type), ["patch"]);
});

Deno.test("PatchSession closes a client that lags for too long with the code for slow", () => {
  const { clock, hub, socket, session } = open(PatchSession);
  session.greet();
  socket.bufferedAmount = LIMITS.bufferedBytes + 1;
  hub.publish(deliveries(clock));
  clock.advance(LIMITS.lagging);
  session.ticked(clock.now());
  assert.equal(socket.closed, undefined);
  clock.advance(1);
  session.ticked(clock.now());
  assert.equal(socket.closed!.code, 4008);
});

Deno.test("Session.receive() says what is wrong with a message and closes after repeated faults", () => {
  const { clock, socket, session } = open(PatchSession);
  const bad = [
    "{",
    "[]",
    says({ type: "nope" }),
    says({ type: "subscribe", topics: ["money"] }),
    new ArrayBuffer(3),
  ];
  for (const message of bad) session.receive(message);
  assert.deepEqual(
    socket.take().map(({ type, code }) => [type, code]),
    [
      ["error", "malformed"],
      ["error", "malformed"],
      ["error", "unknown_type"],
      ["error", "unknown_topic"],
      ["error", "binary"],
    ],
  );
  clock.advance(LIMITS.silence);
  session.ticked(clock.now());
  assert.equal(socket.closed!.code, 1008);
});

Deno.test("Session.receive() forgives faults after their time", () => {
  const { clock, socket, session } = open(PatchSession);
  for (let fault = 0; fault < 3 * LIMITS.faults; fault++) {
    session.receive("{");
    clock.advance(LIMITS.faultWindow / (LIMITS.faults - 1));
    session.ticked(clock.now());
  }
  assert.equal(socket.closed, undefined);
  assert.equal(socket.take().length, 3 * LIMITS.faults);
});

Deno.test("Session.receive() answers as many messages as anybody needs, and ends a connection that sends more", () => {
  const { clock, socket, session } = open(PatchSession);
  for (let window = 0; window < 3; window++) {
    for (let message = 0; message < LIMITS.messages; message++) session.receive(says({ type: "ping" }));
    clock.advance(LIMITS.messageWindow);
    session.ticked(clock.now());
  }
  assert.equal(socket.take().filter(({ type }) => type === "pong").length, 3 * LIMITS.messages);
  for (let message = 0; message <= LIMITS.messages; message++) session.receive(says({ type: "ping" }));
  clock.advance(LIMITS.silence);
  session.ticked(clock.now());
  assert.deepEqual([socket.closed?.code, socket.closed?.reason], [1008, "too many messages"]);
});

Deno.test("Session waits with a close until the client is silent, but not for ever, and says nothing meanwhile", () => {
  const { clock, hub, socket, session } = open(PatchSession);
  session.greet();
  for (let fault = 0; fault < LIMITS.faults; fault++) session.receive("{");
  socket.take();
  for (let ms = 0; ms < LIMITS.farewell; ms += 200) {
    assert.equal(socket.closed, undefined, `closed after ${ms} ms`);
    session.receive(says({ type: "ping" }));
    hub.publish(deliveries(clock, ms));
    clock.advance(200);
    session.ticked(clock.now());
  }
  assert.deepEqual([socket.take(), socket.closed?.code], [[], 1008]);
});

Deno.test("Session.receive() closes on a message over the size limit without reading it", () => {
  const { clock, socket, session } = open(PatchSession);
  session.receive(" ".repeat(LIMITS.messageLength + 1));
  clock.advance(LIMITS.silence);
  session.ticked(clock.now());
  assert.equal(socket.closed!.code, 1009);
  assert.deepEqual(socket.take(), []);
});

Deno.test("Session.send() leaves a closed socket alone", () => {
  const { clock, hub, socket, session } = open(PatchSession);
  session.greet();
  socket.close();
  socket.take();
  hub.publish(deliveries(clock));
  session.ticked(clock.now());
  assert.deepEqual(socket.take(), []);
});

Deno.test("PatchSession answers nothing to a client that does not read, however much it asks", () => {
  const { clock, socket, session } = open(PatchSession);
  session.greet();
  socket.take();
  socket.bufferedAmount = LIMITS.bufferedBytes + 1;
  for (const message of [{ type: "resync" }, { type: "ping" }, { type: "subscribe", topics: ["sales"] }]) {
    session.receive(says(message));
  }
  session.receive("{");
  assert.deepEqual(socket.take(), []);
  socket.bufferedAmount = 0;
  session.ticked(clock.now());
  assert.deepEqual(socket.take().map(({ type }) => type), ["initial"]);
});
