/**
 * A worker that is kept running: started again with back-off when it throws, ends or stops answering, because what it
 * does (foreign databases, foreign servers) may hang or fail in any way without hurting the process.
 */
import { stripVTControlCharacters } from "node:util";
import { Backoff } from "../shared/backoff.ts";
import type { FromWorker, ToWorker } from "../collectors/worker_messages.ts";

/** The part of a `Worker` that is needed. */
export type WorkerLike = Pick<
  Worker,
  "postMessage" | "terminate" | "onmessage" | "onerror" | "onmessageerror"
>;

export interface WorkerSpec<Options, Report> {
  readonly name: string;
  open(): WorkerLike;
  options(): Options;
  onReport(report: Report): void;
  /** Answers what the worker asks; one that rejects leaves it without an answer. */
  onAsk?(question: unknown): Promise<unknown>;
  /** The worker is gone and will be started again in `retryIn` ms. */
  onDown(down: { error: string; retryIn: number }): void;
  /** The worker did not answer and may go on using a core: the runtime cannot stop a loop that never yields. */
  onUnresponsive(): void;
  readonly timing?: WorkerTiming;
}

/** All in milliseconds. */
export interface WorkerTiming {
  /** Without a heartbeat for so long a worker counts as hung. */
  readonly hungAfter: number;
  /** What a worker gets to end when it is told to stop. */
  readonly stopWithin: number;
  /** The longest that a restart after the first failure waits, and after many. */
  readonly restart: { readonly minimum: number; readonly maximum: number };
}

/** PGlite blocks its worker for seconds at start, so a silence has to be much longer than that. */
export const WORKER_TIMING: WorkerTiming = {
  hungAfter: 20_000,
  stopWithin: 2_000,
  restart: { minimum: 1_000, maximum: 30_000 },
};

export class SupervisedWorker<Options, Report, Order = never> implements AsyncDisposable {
  readonly #spec: WorkerSpec<Options, Report>;
  readonly #timing: WorkerTiming;
  readonly #backoff: Backoff;
  #worker: WorkerLike | undefined;
  #watchdog: ReturnType<typeof setTimeout> | undefined;
  #restart: ReturnType<typeof setTimeout> | undefined;
  #stopped: (() => void) | undefined;

  constructor(spec: WorkerSpec<Options, Report>) {
    this.#spec = spec;
    this.#timing = spec.timing ?? WORKER_TIMING;
    this.#backoff = new Backoff(this.#timing.restart);
    this.#start();
  }

  #start(): void {
    const worker = this.#spec.open();
    this.#worker = worker;
    // Without a handler that prevents the default, an error in a worker ends the whole process.
    worker.onerror = (event) => {
      event.preventDefault();
      this.#down(worker, stripVTControlCharacters(event.message));
    };
    worker.onmessageerror = () => this.#down(worker, "It sent a message that could not be read");
    worker.onmessage = ({ data }: MessageEvent<FromWorker<Report>>) => this.#receive(worker, data);
    worker.postMessage({ kind: "start", options: this.#spec.options() } satisfies ToWorker<Options>);
    this.#watch(worker);
  }

  #receive(worker: WorkerLike, message: FromWorker<Report>): void {
    if (worker !== this.#worker) return;
    if (message.kind === "stopped") return this.#stopped?.();
    if (message.kind === "failed") return this.#down(worker, message.error);
    this.#watch(worker);
    if (message.kind === "ask") return void this.#answer(worker, message);
    if (message.kind !== "report") return;
    this.#backoff.reset();
    this.#spec.onReport(message.report);
  }

  async #answer(worker: WorkerLike, { id, question }: { id: number; question: unknown }): Promise<void> {
    const answer = await this.#spec.onAsk?.(question).catch(() => undefined);
    if (worker !== this.#worker) return;
    worker.postMessage({ kind: "answer", id, answer } satisfies ToWorker<Options>);
  }

  #watch(worker: WorkerLike): void {
    clearTimeout(this.#watchdog);
    const { hungAfter } = this.#timing;
    this.#watchdog = setTimeout(() => {
      this.#spec.onUnresponsive();
      this.#down(worker, `It did not answer for ${hungAfter / 1000} s`);
    }, hungAfter);
  }

  #down(worker: WorkerLike, error: string): void {
    if (worker !== this.#worker) return;
    this.#drop();
    if (this.#stopped) return this.#stopped();
    const retryIn = this.#backoff.next();
    this.#restart = setTimeout(() => this.#start(), retryIn);
    this.#spec.onDown({ error, retryIn });
  }

  #drop(): void {
    clearTimeout(this.#watchdog);
    this.#worker?.terminate();
    this.#worker = undefined;
  }

  /** Tells the worker to do something now; false when it is down or restarting, and never hears of it. */
  order(order: Order): boolean {
    this.#worker?.postMessage({ kind: "order", order } satisfies ToWorker<Options, Order>);
    return this.#worker !== undefined;
  }

  /** Asks the worker to end, and ends it when it does not in time. */
  async [Symbol.asyncDispose](): Promise<void> {
    clearTimeout(this.#restart);
    const worker = this.#worker;
    if (!worker) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#stopped = resolve;
    worker.postMessage({ kind: "stop" } satisfies ToWorker<Options>);
    const timer = setTimeout(resolve, this.#timing.stopWithin);
    await promise;
    clearTimeout(timer);
    this.#drop();
  }
}
