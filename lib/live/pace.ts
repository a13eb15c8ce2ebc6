import type { Clock } from "../shared/clock.ts";

export interface PaceOptions {
  /** Must not run backwards. */
  readonly clock: Clock;
  /** How many may come in a second when many want to. */
  readonly perSecond: number;
  /** How many may come at once before the others wait, so that who comes alone never waits. */
  readonly burst: number;
  /** Milliseconds above which nobody is made to wait. */
  readonly longest: number;
}

/**
 * Spreads a crowd evenly over time: the generic cell rate algorithm, of which a queue needs nothing but the time when it
 * would be empty (https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm).
 */
export class Pace {
  readonly #options: PaceOptions;
  /** When everybody who was given a turn has had it, in ms of the clock. */
  #emptyAt = -Infinity;

  constructor(options: PaceOptions) {
    this.#options = options;
  }

  /** How long the next one would wait now, in ms. */
  get wait(): number {
    const { clock, perSecond, burst } = this.#options;
    return Math.max(0, this.#emptyAt - clock.now() - (burst - 1) * 1000 / perSecond);
  }

  /** Takes the next turn: the milliseconds until it comes, or `undefined` when that would be too long. */
  take(): number | undefined {
    const { clock, perSecond, longest } = this.#options;
    const { wait } = this;
    if (wait > longest) return undefined;
    this.#emptyAt = Math.max(this.#emptyAt, clock.now()) + 1000 / perSecond;
    return wait;
  }
}
