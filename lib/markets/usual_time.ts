/** So many times are looked back at; a check a minute makes four hours. */
const KEPT = 240;
/** Fewer say nothing. */
const ENOUGH = 20;
/** Slow is so many times as long as usual, */
const FACTOR = 3;
/** so many usual deviations longer (the factor makes a standard deviation of the median deviation), */
const DEVIATIONS = 5 * 1.4826;
/** and so many milliseconds longer. */
const FLOOR = 500;

/**
 * How long a market usually takes, and from when on that is slow. Median and median deviation, which single bad times do
 * not move. Slow times are learnt as if they had just reached the limit: a market that stays slower is believed to be so
 * after two hours, not by one long night of waiting.
 */
export class UsualTime {
  #times: number[];

  /** @param past milliseconds, oldest first */
  constructor(past: readonly number[] = []) {
    this.#times = past.slice(-KEPT);
  }

  /** Milliseconds; null until enough was measured. */
  get usual(): number | null {
    return this.#times.length < ENOUGH ? null : median(this.#times);
  }

  /** More milliseconds than this are slow; null until enough was measured. */
  get limit(): number | null {
    const { usual } = this;
    if (usual === null) return null;
    const deviation = median(this.#times.map((time) => Math.abs(time - usual)));
    return Math.max(FACTOR * usual, usual + DEVIATIONS * deviation, usual + FLOOR);
  }

  /** Learns from a good answer's milliseconds. */
  learn(took: number): void {
    this.#times = [...this.#times, Math.min(took, this.limit ?? Infinity)].slice(-KEPT);
  }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
