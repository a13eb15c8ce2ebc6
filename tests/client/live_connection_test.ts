import assert from "node:assert/strict";
import { SIGNED_OUT } from "@/lib/client/ask_refusal.ts";
import { FakePage, iso, pageSnapshot, SERVER_TIME } from "./fakes.ts";

Deno.test("LiveConnection resumes from the snapshot that the server drew", () => {
  using page = new FakePage();
  assert.equal(page.link.phase, "connecting");
  assert.deepEqual(page.socket.position, { epoch: "epoch-1", seq: 7 });
  page.socket.accept();
  assert.deepEqual(page.socket.sent, [], "the address has said it already");
  assert.equal(page.link.phase, "connecting", "nothing was heard yet");
  page.beat();
  assert.equal(page.link.phase, "live");
});

Deno.test("LiveConnection merges patches in order into the snapshot", () => {
  using page = new FakePage();
  page.goLive();
  const sales = { today: { today_orders: 1 } };
  page.socket.says({ type: "patch", seq: 8, at: iso(SERVER_TIME + 1000), data: { sales } });
  page.socket.says({ type: "patch", seq: 9, at: iso(SERVER_TIME + 2000), data: { alerts: ["a"] } });
  const { seq, timestamp, sales: shown, alerts } = page.signals.snapshot.value;
  assert.deepEqual({ seq, timestamp, shown, alerts }, {
    seq: 9,
    timestamp: iso(SERVER_TIME + 2000),
    shown: sales,
    alerts: ["a"],
  });
});

Deno.test("LiveConnection takes a beat or patch as a sign of life of all sources that delivered with it", () => {
  using page = new FakePage();
  const was = iso(SERVER_TIME);
  const snapshot = pageSnapshot();
  const ok = { ...snapshot.sources.sales, state: "ok", at: was } as const;
  const sources = { ...snapshot.sources, sales: ok, checks: ok };
  page.signals.snapshot.value = { ...snapshot, sources };
  page.socket.accept();
  const at = iso(SERVER_TIME + 5_000);
  page.socket.says({ type: "beat", seq: 7, at, from: ["sales"] });
  const ages =
    () => [page.signals.snapshot.value.sources.sales.at, page.signals.snapshot.value.sources.checks.at];
  assert.deepEqual(ages(), [at, was]);
  const later = iso(SERVER_TIME + 10_000);
  page.socket.says({ type: "patch", seq: 8, at: later, data: {}, from: ["checks"] });
  assert.deepEqual(ages(), [at, later]);
  page.socket.says({ type: "beat", seq: 8, at: iso(SERVER_TIME + 11_000), late: ["sales"] });
  assert.deepEqual(ages(), [at, later]);
  const last = iso(SERVER_TIME + 12_000);
  page.socket.says({ type: "beat", seq: 8, at: last });
  assert.deepEqual(ages(), [last, later], "checks have a pace of their own");
});

Deno.test("LiveConnection replaces everything by an initial, of a new epoch too", () => {
  using page = new FakePage();
  page.socket.accept();
  const data = { ...pageSnapshot(), epoch: "epoch-2", seq: 1, alerts: ["new"] };
  page.socket.says({ type: "initial", epoch: "epoch-2", seq: 1, data });
  assert.deepEqual(page.signals.snapshot.value, data);
  assert.equal(page.link.phase, "live");
});

Deno.test("LiveConnection asks for everything again after a gap, and merges nothing until it arrives", () => {
  using page = new FakePage();
  page.goLive();
  page.socket.says({ type: "patch", seq: 9, at: iso(SERVER_TIME), data: { alerts: ["lost one"] } });
  assert.deepEqual(page.socket.sent.at(-1), { type: "resync" });
  page.socket.says({ type: "patch", seq: 10, at: iso(SERVER_TIME), data: { alerts: ["next"] } });
  page.socket.says({ type: "beat", seq: 10, at: iso(SERVER_TIME) });
  assert.deepEqual(page.signals.snapshot.value.alerts, []);
  assert.equal(page.socket.sent.filter((sent) => (sent as { type: string }).type === "resync").length, 1);
  const data = { ...pageSnapshot(), alerts: ["all"] };
  page.socket.says({ type: "initial", epoch: "epoch-1", seq: 10, data });
  page.socket.says({ type: "patch", seq: 11, at: iso(SERVER_TIME), data: { alerts: ["and on"] } });
  assert.deepEqual(page.signals.snapshot.value.alerts, ["and on"]);
});

Deno.test("LiveConnection counts malformed frames, drops them and asks for everything", () => {
  using page = new FakePage();
  page.goLive();
  for (const frame of ["{", "[]", `{"type":"patch","seq":8}`, `{"type":"tomorrow"}`]) page.socket.says(frame);
  assert.equal(page.connection.malformed, 4);
  assert.deepEqual(page.socket.sent, [{ type: "resync" }]);
  assert.equal(page.link.phase, "live");
});

Deno.test("LiveConnection pings after 20 seconds and takes the pong as a sign of life", () => {
  using page = new FakePage();
  page.goLive();
  for (let second = 0; second < 20; second += 5) {
    page.pass(5);
    page.beat();
  }
  assert.deepEqual(page.socket.sent.at(-1), { type: "ping" });
  page.pass(14);
  page.socket.says({ type: "pong" });
  page.pass(14);
  assert.equal(page.link.phase, "live");
});

Deno.test("LiveConnection leaves a server that was silent for three intervals, and says so", () => {
  using page = new FakePage();
  page.goLive();
  const first = page.socket;
  page.pass(15);
  assert.deepEqual([page.link.phase, page.link.silent], ["live", false]);
  page.pass(1);
  assert.deepEqual([page.link.phase, page.link.silent], ["waiting", true]);
  assert.equal(first.closed, true);
  page.random = 0;
  page.pass(1);
  page.socket.accept();
  assert.equal(page.link.silent, true, "an open socket has said nothing yet");
  page.beat();
  assert.deepEqual([page.link.phase, page.link.silent], ["live", false]);
});

Deno.test("LiveConnection waits longer for a server that says that its figures come less often", () => {
  using page = new FakePage();
  page.goLive();
  const { seq } = page.signals.snapshot.value;
  const data = { sources: { database: { interval: 60_000 } } };
  page.socket.says({ type: "patch", seq: seq + 1, at: iso(SERVER_TIME), data });
  page.pass(180);
  assert.deepEqual([page.link.phase, page.link.silent], ["live", false]);
  page.pass(1);
  assert.deepEqual([page.link.phase, page.link.silent], ["waiting", true]);
});

Deno.test("LiveConnection does not take a hiccup for silence where figures come every second", () => {
  using page = new FakePage();
  page.goLive();
  const { seq } = page.signals.snapshot.value;
  const data = { sources: { database: { interval: 1_000 } } };
  page.socket.says({ type: "patch", seq: seq + 1, at: iso(SERVER_TIME), data });
  page.pass(5);
  assert.equal(page.link.phase, "live");
  page.pass(1);
  assert.equal(page.link.phase, "waiting");
});

Deno.test("LiveConnection gives up an attempt that nobody answers", () => {
  using page = new FakePage();
  page.pass(16);
  assert.equal(page.link.phase, "waiting");
  assert.equal(page.socket.closed, true);
});

Deno.test("LiveConnection backs off with full jitter from 1 to 30 seconds", () => {
  using page = new FakePage();
  page.goLive();
  page.random = 0.999;
  const waits: number[] = [];
  for (let attempt = 0; attempt < 7; attempt++) {
    page.socket.drops();
    waits.push(Math.round((page.link.retryAt! - SERVER_TIME - (page.time - 5_000_000)) / 1000));
    page.pass(waits.at(-1)!);
  }
  assert.deepEqual(waits, [1, 2, 4, 8, 16, 30, 30]);
});

Deno.test("LiveConnection starts over with short waits only after a minute that held", () => {
  using page = new FakePage();
  page.random = 0.999;
  const wait = () => Math.round((page.link.retryAt! - SERVER_TIME - (page.time - 5_000_000)) / 1000);
  const liveFor = (seconds: number) => {
    page.goLive();
    for (let second = 0; second < seconds; second += 5) {
      page.pass(5);
      page.beat();
    }
    page.socket.drops();
  };
  liveFor(55);
  page.pass(1);
  liveFor(55);
  assert.equal(wait(), 2);
  page.pass(2);
  liveFor(60);
  assert.equal(wait(), 1);
});

Deno.test("LiveConnection.wake() connects at once instead of waiting", () => {
  using page = new FakePage();
  page.goLive();
  page.random = 0.999;
  page.socket.drops();
  assert.equal(page.link.phase, "waiting");
  page.connection.wake();
  assert.equal(page.link.phase, "connecting");
  assert.equal(page.sockets.length, 2);
});

Deno.test("LiveConnection.wake() notices a connection that died in the machine's sleep", () => {
  using page = new FakePage();
  page.goLive();
  page.sleep(3600);
  page.connection.wake();
  assert.deepEqual([page.link.phase, page.link.silent], ["connecting", true]);
  assert.equal(page.sockets.length, 2);
});

Deno.test("LiveConnection.wake() leaves a connection alone that is well", () => {
  using page = new FakePage();
  page.goLive();
  page.connection.wake();
  assert.equal(page.sockets.length, 1);
});

Deno.test("LiveConnection stops where the server says not to come back", () => {
  for (const code of [1008, 1009]) {
    using page = new FakePage();
    page.goLive();
    page.socket.drops(code);
    assert.deepEqual(page.link, {
      phase: "stopped",
      way: "socket",
      retryAt: null,
      closeCode: code,
      refusal: null,
      silent: false,
    });
    page.pass(60);
    page.connection.wake();
    assert.equal(page.sockets.length, 1);
    assert.equal(page.link.silent, true, "figures grow old all the same");
  }
});

Deno.test("LiveConnection shows nothing any more and never comes back when its rights have ended", () => {
  using page = new FakePage();
  page.goLive();
  page.socket.says({
    type: "patch",
    seq: 8,
    at: iso(SERVER_TIME),
    data: { sales: { today: {} }, alerts: ["a"] },
  });
  page.socket.drops(4001, "signed out: log in again");
  assert.deepEqual([page.link.phase, page.link.closeCode], ["stopped", 4001]);
  const { sales, alerts, mode, timestamp } = page.signals.snapshot.value;
  assert.deepEqual({ sales, alerts, mode, timestamp }, {
    sales: null,
    alerts: [],
    mode: "live",
    timestamp: iso(SERVER_TIME),
  });
  page.pass(3_600);
  page.connection.wake();
  page.connection.climb();
  assert.equal(page.sockets.length, 1);
  assert.equal(page.link.silent, false, "nothing is shown that could be old");
});

Deno.test("LiveConnection that was away while its rights ended learns it at the first attempt", async () => {
  using page = new FakePage();
  page.goLive();
  page.socket.drops();
  page.refused = SIGNED_OUT;
  page.pass(2);
  assert.equal(page.sockets.length, 2);
  page.socket.drops();
  await Promise.resolve();
  assert.deepEqual([page.link.phase, page.link.closeCode, page.link.retryAt], ["stopped", 4001, null]);
  page.pass(3_600);
  assert.equal(page.sockets.length, 2);
});

Deno.test("LiveConnection comes back after every other close code", () => {
  for (const code of [1000, 1001, 1006, 1011, 4008, 4013]) {
    using page = new FakePage();
    page.goLive();
    page.socket.drops(code);
    assert.equal(page.link.phase, "waiting");
    assert.equal(page.link.closeCode, code);
  }
});

Deno.test("LiveConnection comes back when a server that ends has told it to", () => {
  using page = new FakePage();
  page.goLive();
  page.socket.drops(1001, "server is going away, come back in 3200 ms");
  assert.equal(page.link.retryAt, page.signals.now.value + 3_200);
  page.pass(3);
  assert.equal(page.sockets.length, 1);
  page.pass(1);
  assert.equal(page.sockets.length, 2);
});

Deno.test("LiveConnection says why it is refused, comes again when told, and tries no lesser way for it", async () => {
  using page = new FakePage();
  page.refused = { refusal: "full", retryAfter: 15_000 };
  for (let attempt = 1; attempt <= 4; attempt++) {
    page.socket.drops();
    await Promise.resolve();
    await Promise.resolve();
    assert.deepEqual([page.link.phase, page.link.refusal, page.link.way], ["waiting", "full", "socket"]);
    page.pass(14);
    page.connection.wake();
    assert.equal(page.sockets.length, attempt);
    page.pass(1);
    assert.equal(page.sockets.length, attempt + 1);
    assert.equal(page.link.refusal, null, "it is not known of this attempt");
  }
  page.goLive();
  assert.equal(page.link.phase, "live");
});

Deno.test("LiveConnection does not take the reason of an earlier attempt for that of the present one", async () => {
  using page = new FakePage();
  page.refused = { refusal: "full", retryAfter: 15_000 };
  page.socket.drops();
  page.connection.wake();
  await Promise.resolve();
  await Promise.resolve();
  assert.deepEqual([page.link.phase, page.link.refusal], ["connecting", null]);
});

Deno.test("LiveConnection does not hear a socket that it has let go", () => {
  using page = new FakePage();
  page.goLive();
  const old = page.socket;
  const { onmessage, onclose } = old;
  page.pass(16);
  assert.equal(old.onmessage, null);
  assert.equal(old.onclose, null);
  assert.ok(onmessage && onclose, "it listened before");
});

Deno.test("LiveConnection keeps the server's time, whatever the browser's clock says", () => {
  using page = new FakePage();
  page.goLive();
  page.pass(3);
  assert.equal(page.signals.now.value, SERVER_TIME + 3000);
  page.sleep(2);
  page.socket.says({ type: "beat", seq: 7, at: iso(SERVER_TIME + 60_000) });
  assert.equal(page.signals.now.value, SERVER_TIME + 60_000, "the page's clock stood still for a while");
});

Deno.test("LiveConnection ends with its page: no socket, no timer", () => {
  const page = new FakePage();
  page.goLive();
  page.leave();
  assert.equal(page.socket.closed, true);
  assert.equal(page.ticking, false);
});
