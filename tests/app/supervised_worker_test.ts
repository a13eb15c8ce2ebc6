import assert from "node:assert/strict";
import { SupervisedWorker, type WorkerTiming } from "@/lib/app/supervised_worker.ts";

const timing: WorkerTiming = { hungAfter: 60_000, stopWithin: 5_000, restart: { minimum: 1, maximum: 1 } };

/** A worker that starts with the first mood, and after each failure with the next. */
function supervise(
  moods: string[],
  options: Partial<WorkerTiming> = {},
  onAsk?: (question: unknown) => Promise<unknown>,
) {
  const [downs, reports] = [new Inbox<string>(), new Inbox<string>()];
  const unresponsive = new Inbox<true>();
  let started = 0;
  const worker = new SupervisedWorker<{ mood: string }, string, string>({
    name: "moody",
    open: () => new Worker(new URL("./workers/moody.ts", import.meta.url), { type: "module" }),
    options: () => ({ mood: moods[started++] ?? "well" }),
    onAsk,
    onReport: (report) => reports.put(report),
    onDown: ({ error }) => downs.put(error),
    onUnresponsive: () => unresponsive.put(true),
    timing: { ...timing, ...options },
  });
  return { worker, downs, reports, unresponsive };
}

/** Values in the order of their arrival, to be awaited. */
class Inbox<T> {
  #values: T[] = [];
  #waiting: ((value: T) => void)[] = [];
  put(value: T) {
    const next = this.#waiting.shift();
    if (next) next(value);
    else this.#values.push(value);
  }
  take(): Promise<T> {
    if (this.#values.length > 0) return Promise.resolve(this.#values.shift()!);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}

for (
  const [mood, reason] of [
    ["reject", /a text, not an Error/],
    ["throw later", /thrown in a timer/],
    ["end", /without having been told to/],
  ] as const
) {
  Deno.test(`SupervisedWorker starts a worker again that does "${mood}"`, async () => {
    const { worker, downs, reports } = supervise([mood, "well"]);
    await using _ = worker;
    assert.match(await downs.take(), reason);
    for (;;) if (await reports.take() === "well") break;
  });
}

Deno.test("SupervisedWorker notices by the missing heartbeat a worker that ended itself without a word", async () => {
  const { worker, downs, reports, unresponsive } = supervise(["exit"], { hungAfter: 300 });
  await using _ = worker;
  await unresponsive.take();
  assert.match(await downs.take(), /did not answer/);
  assert.equal(await reports.take(), "well");
});

Deno.test("SupervisedWorker asks its worker to end and waits for it", async () => {
  const { worker, reports, downs } = supervise(["well"]);
  assert.equal(await reports.take(), "well");
  await worker[Symbol.asyncDispose]();
  const nothing = Promise.resolve("nothing");
  assert.equal(await Promise.race([downs.take(), nothing]), "nothing");
});

Deno.test("SupervisedWorker does not wait for ever for a worker that does not end", async () => {
  const stubborn = {
    postMessage() {},
    terminated: 0,
    terminate() {
      this.terminated++;
    },
    onmessage: null,
    onerror: null,
    onmessageerror: null,
  };
  const worker = new SupervisedWorker<null, never>({
    name: "stubborn",
    open: () => stubborn,
    options: () => null,
    onReport() {},
    onDown() {},
    onUnresponsive() {},
    timing: { ...timing, stopWithin: 1 },
  });
  await worker[Symbol.asyncDispose]();
  assert.equal(stubborn.terminated, 1);
});

Deno.test("SupervisedWorker hands an order to the worker's task", async () => {
  const { worker, reports } = supervise(["well"]);
  await using _ = worker;
  assert.equal(await reports.take(), "well");
  worker.order("sing");
  assert.equal(await reports.take(), "did sing");
});

Deno.test("SupervisedWorker answers what its worker asks; what it does not answer in time the worker goes without", async () => {
  const onAsk = (question: unknown) =>
    question === "how much?" ? Promise.resolve(`${question} 42`) : new Promise<never>(() => {});
  const { worker, reports } = supervise(["well"], {}, onAsk);
  await using _ = worker;
  assert.equal(await reports.take(), "well");
  worker.order("ask");
  assert.equal(await reports.take(), "heard how much? 42");
  worker.order("ask impatiently");
  assert.equal(await reports.take(), "not heard: TimeoutError");
});

Deno.test("SupervisedWorker leaves a question that it cannot answer without an answer", async () => {
  const { worker, reports } = supervise(["well"], {}, () => Promise.reject(new Error("no")));
  await using _ = worker;
  assert.equal(await reports.take(), "well");
  worker.order("ask");
  assert.equal(await reports.take(), "heard undefined");
});
