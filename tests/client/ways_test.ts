import assert from "node:assert/strict";
import { FakePage, iso, pageSnapshot, SERVER_TIME } from "./fakes.ts";

/** A page whose WebSocket was refused twice. */
function behindProxy(): FakePage {
  const page = new FakePage();
  page.random = 0;
  page.socket.drops();
  page.pass(1);
  page.socket.drops();
  return page;
}

/** One for which the event stream was refused too. */
function withoutStream(): FakePage {
  const page = behindProxy();
  page.socket.drops();
  return page;
}

function answer(page: FakePage, seq: number): void {
  const data = { ...pageSnapshot(), seq, alerts: [seq] };
  page.socket.says({ type: "initial", epoch: "epoch-1", seq, data });
}

const ways = (page: FakePage) => page.sockets.map(({ way }) => way);

Deno.test("LiveConnection tries the event stream at once when the WebSocket failed twice and never worked", () => {
  using page = behindProxy();
  assert.deepEqual(ways(page), ["socket", "socket", "stream"]);
  assert.deepEqual(page.socket.position, { epoch: "epoch-1", seq: 7 });
  page.goLive();
  assert.deepEqual([page.link.phase, page.link.way], ["live", "stream"]);
});

Deno.test("LiveConnection stays with a WebSocket that worked once, however often it fails later", () => {
  using page = new FakePage();
  page.random = 0;
  page.goLive();
  for (let failure = 0; failure < 5; failure++) {
    page.socket.drops();
    page.pass(1);
  }
  assert.deepEqual([...new Set(ways(page))], ["socket"]);
});

Deno.test("LiveConnection does not take a WebSocket for working that opens and says nothing", () => {
  using page = new FakePage();
  page.random = 0;
  for (let attempt = 0; attempt < 2; attempt++) {
    page.socket.accept();
    page.pass(16);
    page.pass(1);
  }
  assert.equal(page.socket.way, "stream");
});

Deno.test("LiveConnection asks for the snapshot when the event stream is refused", () => {
  using page = withoutStream();
  assert.deepEqual(ways(page), ["socket", "socket", "stream", "fetch"]);
  answer(page, 9);
  assert.deepEqual(page.signals.snapshot.value.alerts, [9]);
  assert.deepEqual([page.link.phase, page.link.way], ["live", "fetch"]);
});

Deno.test("LiveConnection asks for the snapshot when the event stream stays or becomes silent", () => {
  using silent = behindProxy();
  silent.socket.accept();
  silent.pass(16);
  assert.equal(silent.socket.way, "fetch");
  using collecting = behindProxy();
  collecting.goLive();
  collecting.pass(16);
  assert.equal(collecting.socket.way, "fetch");
  assert.equal(collecting.link.silent, true, "figures are as old as they were");
});

Deno.test("LiveConnection comes back to an event stream that worked until it was closed", () => {
  using page = behindProxy();
  page.goLive();
  page.socket.drops();
  assert.deepEqual([page.link.phase, page.link.way], ["waiting", "stream"]);
  page.pass(1);
  assert.deepEqual(ways(page), ["socket", "socket", "stream", "stream"]);
});

Deno.test("LiveConnection starts from the best way again when the snapshot is refused", () => {
  using page = withoutStream();
  answer(page, 8);
  page.socket.drops();
  assert.deepEqual([page.link.phase, page.link.way], ["waiting", "socket"]);
  page.pass(1);
  assert.equal(page.socket.way, "socket");
});

Deno.test("LiveConnection goes on asking after a while without answers", () => {
  using page = withoutStream();
  answer(page, 8);
  page.pass(16);
  assert.deepEqual([page.link.phase, page.link.way, page.link.silent], ["waiting", "fetch", true]);
});

Deno.test("LiveConnection climbs back to the WebSocket after five minutes, and is live all the while", () => {
  using page = behindProxy();
  page.goLive();
  const stream = page.socket;
  for (let second = 0; second < 300; second += 5) {
    page.pass(5);
    const at = iso(SERVER_TIME + page.time - 5_000_000);
    stream.says({ type: "beat", seq: 7, at });
  }
  const climber = page.socket;
  assert.deepEqual(ways(page).slice(2), ["stream", "socket"]);
  climber.accept();
  assert.deepEqual(climber.position, { epoch: "epoch-1", seq: 7 });
  assert.deepEqual([page.link.phase, page.link.way, stream.closed], ["live", "stream", false]);
  page.beat();
  assert.deepEqual([page.link.phase, page.link.way, stream.closed], ["live", "socket", true]);
  page.socket.says({ type: "patch", seq: 8, at: iso(SERVER_TIME), data: { alerts: ["new"] } });
  assert.deepEqual(page.signals.snapshot.value.alerts, ["new"]);
  page.random = 0;
  page.socket.drops();
  page.pass(1);
  assert.equal(page.socket.way, "socket", "what worked is tried again");
});

Deno.test("LiveConnection.climb() leaves the lesser way alone while the WebSocket is still refused", () => {
  using page = withoutStream();
  answer(page, 8);
  const fetching = page.socket;
  page.connection.climb();
  page.socket.drops();
  assert.deepEqual([page.link.phase, page.link.way, fetching.closed], ["live", "fetch", false]);
});

Deno.test("LiveConnection.climb() asks for everything where the lesser way was ahead of the WebSocket", () => {
  using page = behindProxy();
  page.goLive();
  const stream = page.socket;
  page.connection.climb();
  const climber = page.socket;
  climber.accept();
  stream.says({ type: "patch", seq: 8, at: iso(SERVER_TIME), data: {} });
  climber.says({ type: "patch", seq: 8, at: iso(SERVER_TIME), data: {} });
  assert.deepEqual(climber.sent.at(-1), { type: "resync" });
});

Deno.test("LiveConnection.climb() does nothing where the WebSocket is the way, or nothing is live", () => {
  using page = new FakePage();
  page.connection.climb();
  page.goLive();
  page.connection.climb();
  assert.equal(page.sockets.length, 1);
});

Deno.test("LiveConnection ends with its page: a WebSocket that is being tried too", () => {
  const page = behindProxy();
  page.goLive();
  page.connection.climb();
  page.leave();
  assert.deepEqual(page.sockets.slice(2).map(({ closed }) => closed), [true, true]);
});
