import type { Clock } from "../shared/clock.ts";

export interface TurnstileOptions {
  /** How many are let in at each turn. */
  readonly perTurn: number;
  /** Milliseconds from one turn to the next. */
  readonly every: number;
  /** How many may wait. */
  readonly most: number;
  /** Must not run backwards. */
  readonly stopwatch: Clock;
  /** Calls `run` after `ms`; tests give their own. */
  readonly after?: (ms: number, run: () => void) => void;
}

/**
 * Lets a crowd in a few at a time, in the order in which they came. A turn is a timer's, and a server that is busy has
 * late timers: then fewer come in a second, and everything else goes on.
 */
export class Turnstile {
  readonly #options: TurnstileOptions;
  readonly #after: (ms: number, run: () => void) => void;
  #waiting: (() => void)[] = [];
  /** How many may still come in at this turn, which began then. */
  #left: number;
  #began = -Infinity;

  constructor(options: TurnstileOptions) {
    this.#options = options;
    this.#after = options.after ?? ((ms, run) => void setTimeout(run, ms));
    this.#left = options.perTurn;
  }

  /** `undefined`: come in; a promise: when it is one's turn; `null`: too many wait already. */
  pass(): Promise<void> | undefined | null {
    const { perTurn, every, most, stopwatch } = this.#options;
    const { promise, resolve } = Promise.withResolvers<void>();
    if (this.#waiting.length >= most) return null;
    if (this.#waiting.length === 0) {
      if (stopwatch.now() - this.#began >= every) this.#begin(perTurn);
      if (this.#left-- > 0) return undefined;
      this.#after(every, () => this.#turn());
    }
    this.#waiting.push(resolve);
    return promise;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Ends all waiting at once, in the order in which they came. */
  release(): void {
    const all = this.#waiting;
    this.#waiting = [];
    for (const letIn of all) letIn();
  }

  #turn(): void {
    const { perTurn, every } = this.#options;
    const next = this.#waiting.splice(0, perTurn);
    this.#begin(perTurn - next.length);
    for (const letIn of next) letIn();
    if (this.#waiting.length > 0) this.#after(every, () => this.#turn());
  }

  #begin(left: number): void {
    this.#left = left;
    this.#began = this.#options.stopwatch.now();
  }
}
