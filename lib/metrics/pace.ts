/** Readings in a row that have to be quick before the interval shrinks: one quick one may be chance. */
const QUICK_READINGS = 6;
/** A reading is quick when it takes less than this share of the interval, so that half the interval would do too. */
const QUICK_SHARE = 1 / 4;
/** The longest interval that slowness makes, in ms. */
const LONGEST = 300_000;
/** Milliseconds between the starts of two readings that notifications ask for: at most 20 a second. */
const LEAST_APART = 50;

/**
 * How often the database is read. A reading that takes longer than the interval doubles it until it does not, so that
 * the database never does nothing but answer us; readings that are quick again halve it, down to the interval that was
 * asked for. All in milliseconds.
 */
export class Pace {
  #asked: number;
  /** What slowness asks for at least; 0 when nothing is slow. */
  #least = 0;
  #slowest = 0;
  #quick = 0;

  constructor(asked: number) {
    this.#asked = asked;
  }

  /** From the start of a reading to the start of the next. */
  get interval(): number {
    return Math.max(this.#asked, this.#least);
  }

  /** The interval that was asked for and the reading that was too slow for it; null when none is. */
  get slowness(): { asked: number; took: number } | null {
    return this.interval > this.#asked ? { asked: this.#asked, took: this.#slowest } : null;
  }

  /** Another interval is wanted from now on. */
  ask(interval: number): void {
    this.#asked = interval;
  }

  /** A reading took so long. */
  took(duration: number): void {
    if (duration > this.interval) this.#lengthen(duration);
    else if (this.#least > 0) this.#perhapsShorten(duration);
  }

  /** How long after a reading the next one may start at the earliest: no sooner than it took, whoever asks. */
  restAfter(duration: number): number {
    return Math.max(LEAST_APART - duration, duration);
  }

  #lengthen(duration: number): void {
    let interval = this.interval;
    while (interval < duration) interval *= 2;
    this.#least = Math.min(interval, Math.max(LONGEST, this.#asked));
    this.#slowest = duration;
    this.#quick = 0;
  }

  #perhapsShorten(duration: number): void {
    this.#quick = duration < this.#least * QUICK_SHARE ? this.#quick + 1 : 0;
    if (this.#quick < QUICK_READINGS) return;
    this.#quick = 0;
    this.#least /= 2;
    if (this.#least <= this.#asked) this.#least = 0;
  }
}
