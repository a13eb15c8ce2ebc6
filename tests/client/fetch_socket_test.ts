import assert from "node:assert/strict";
import { FetchSocket } from "@/lib/client/fetch_socket.ts";

interface Request {
  readonly url: string;
  readonly signal: AbortSignal;
  readonly answer: (response: Response) => void;
  readonly fail: (error: Error) => void;
}

function openSocket() {
  const requests: Request[] = [];
  let next = Promise.withResolvers<string>();
  let tick: (() => void) | null = null;
  const world = { interval: 5000, ticksEvery: 0 };
  const socket = new FetchSocket({
    url: "/api/snapshot",
    interval: () => world.interval,
    fetch: (url, { signal }) => {
      const { promise, resolve, reject } = Promise.withResolvers<Response>();
      requests.push({ url, signal, answer: resolve, fail: reject });
      return promise;
    },
    every: (interval, run) => {
      tick = run;
      world.ticksEvery = interval;
      return () => tick = null;
    },
  });
  const seen = (what: string) => {
    next.resolve(what);
    next = Promise.withResolvers();
  };
  let opened = 0;
  socket.onopen = () => opened += 1;
  socket.onmessage = ({ data }) => seen(data as string);
  socket.onclose = ({ code }) => seen(`close ${code}`);
  return {
    socket,
    requests,
    world,
    opened: () => opened,
    ticking: () => tick !== null,
    tick: () => tick!(),
    /** What the socket says next. */
    next: () => next.promise,
  };
}

const answer = { epoch: "epoch-1", seq: 7, alerts: [] };

Deno.test("FetchSocket asks more or less often as soon as it heard that figures come so", async () => {
  const page = openSocket();
  assert.equal(page.world.ticksEvery, 5000);
  const said = page.next();
  page.world.interval = 1000;
  page.requests.at(-1)!.answer(Response.json(answer));
  await said;
  assert.deepEqual([page.world.ticksEvery, page.ticking()], [1000, true]);
});

Deno.test("FetchSocket asks at once and each interval, and says each answer as initial", async () => {
  const page = openSocket();
  for (const seq of [7, 8]) {
    const said = page.next();
    page.requests.at(-1)!.answer(Response.json({ ...answer, seq }));
    const data = { ...answer, seq };
    assert.deepEqual(JSON.parse(await said), { type: "initial", seq, epoch: "epoch-1", data });
    page.tick();
  }
  assert.deepEqual([page.requests.length, page.requests[0]!.url, page.opened()], [3, "/api/snapshot", 1]);
});

Deno.test("FetchSocket never has two requests under way", () => {
  const { requests, tick } = openSocket();
  tick();
  tick();
  assert.equal(requests.length, 1);
});

Deno.test("FetchSocket ends with a request that failed, was refused, or was answered by something else", async () => {
  const ends: ((request: Request) => void)[] = [
    ({ fail }) => fail(new TypeError("network")),
    ({ answer }) => answer(Response.json({ error: {} }, { status: 503 })),
    ({ answer }) => answer(new Response("<h1>Log in</h1>")),
  ];
  for (const end of ends) {
    const { socket, requests, next, ticking } = openSocket();
    const said = next();
    end(requests[0]!);
    assert.equal(await said, "close 1006");
    assert.deepEqual([socket.readyState, ticking()], [3, false]);
  }
});

Deno.test("FetchSocket.close() aborts the request and the timer", () => {
  const { socket, requests, ticking } = openSocket();
  socket.close();
  assert.deepEqual([requests[0]!.signal.aborted, ticking()], [true, false]);
});

Deno.test("FetchSocket ends as a signed out WebSocket does where the server wants another login", async () => {
  for (const [status, close] of [[401, "close 4001"], [403, "close 4001"], [500, "close 1006"]] as const) {
    const page = openSocket();
    const said = page.next();
    page.requests.at(-1)!.answer(new Response("{}", { status }));
    assert.deepEqual([await said, page.ticking()], [close, false]);
  }
});
