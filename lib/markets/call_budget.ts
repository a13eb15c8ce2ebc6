import type { Clock } from "../shared/clock.ts";

const HOUR = 60 * 60_000;

/** How many requests may still be sent: at most `limit` within any hour. */
export class CallBudget {
  #spent: number[] = [];
  readonly #limit: number;
  readonly #clock: Clock;

  constructor(limit: number, clock: Clock) {
    this.#limit = limit;
    this.#clock = clock;
  }

  /** Takes one request out of the budget, or returns false when none is left. */
  take(): boolean {
    const now = this.#clock.now();
    this.#spent = this.#spent.filter((at) => now - at < HOUR);
    if (this.#spent.length >= this.#limit) return false;
    this.#spent.push(now);
    return true;
  }
}
