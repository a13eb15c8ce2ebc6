import type { Clock } from "../shared/clock.ts";

export interface CheckLoopOptions {
  /** Milliseconds from the start of one check to the start of the next. */
  readonly interval: number;
  readonly clock: Clock;
  /** Resolves after `ms`, or as soon as `signal` aborts. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** One thing's checks, one after the other: every interval, and at once when somebody asks. */
export class CheckLoop {
  readonly #check: (ordered: boolean) => Promise<number | undefined>;
  readonly #options: CheckLoopOptions;
  #rest = new AbortController();
  /** Somebody asked for the next check. */
  #ordered = false;

  /** @param check resolves with the ms after which to check again where that is sooner than the interval */
  constructor(check: (ordered: boolean) => Promise<number | undefined>, options: CheckLoopOptions) {
    this.#check = check;
    this.#options = options;
  }

  /** Ends the wait for the next check. While one is under way, that one is what was asked for. */
  hurry(): void {
    this.#ordered = true;
    this.#rest.abort();
  }

  /** Checks after `delay` ms and then every interval until `stop` aborts; a check that rejects ends it. */
  async run(delay: number, stop: AbortSignal): Promise<void> {
    const { interval, clock } = this.#options;
    const onStop = () => this.#rest.abort();
    stop.addEventListener("abort", onStop);
    try {
      await this.#wait(delay, stop);
      while (!stop.aborted) {
        const started = clock.now();
        const soon = await this.#check(this.#ordered) ?? Infinity;
        this.#ordered = false;
        stop.throwIfAborted();
        await this.#wait(Math.min(soon, untilNext(interval, clock.now() - started)), stop);
      }
    } finally {
      stop.removeEventListener("abort", onStop);
    }
  }

  async #wait(ms: number, stop: AbortSignal): Promise<void> {
    if (stop.aborted) return;
    this.#rest = new AbortController();
    await this.#options.wait(ms, this.#rest.signal);
  }
}

/** Keeps the beat: from the start of a check to the start of the next it is a whole number of intervals. */
function untilNext(interval: number, elapsed: number): number {
  return interval - Math.max(0, elapsed) % interval;
}
