/** How long to wait between attempts. */
export interface BackoffOptions {
  /** Upper bound of the first delay, in milliseconds. */
  readonly minimum: number;
  /** Upper bound of every delay, in milliseconds. */
  readonly maximum: number;
  /** A number from 0 (inclusive) to 1 (exclusive). */
  readonly random?: () => number;
}

/**
 * Exponential back-off with full jitter: the n-th delay is uniform between 0 and `minimum · 2ⁿ`, never above
 * `maximum`, so that many clients of one restarted server do not come back at the same moment.
 */
export class Backoff {
  readonly #options: Required<BackoffOptions>;
  #attempts = 0;

  constructor({ minimum, maximum, random = Math.random }: BackoffOptions) {
    this.#options = { minimum, maximum, random };
  }

  /** Milliseconds to wait before the next attempt. */
  next(): number {
    const { minimum, maximum, random } = this.#options;
    const bound = Math.min(maximum, minimum * 2 ** this.#attempts);
    this.#attempts += 1;
    return random() * bound;
  }

  /** Starts again from `minimum`, after an attempt that held. */
  reset(): void {
    this.#attempts = 0;
  }
}
