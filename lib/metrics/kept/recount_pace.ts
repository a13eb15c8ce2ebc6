/** How much recounting may cost. */
export interface Cost {
  /** Of the database's time, what recounting may take while it goes on. */
  readonly share: number;
  /** Milliseconds from the start of one recount of everything to the start of the next, at least. */
  readonly every: number;
  /** So many times as long as recounting everything took, the next one waits. */
  readonly rest: number;
}

/** Where reading changes sees nearly everything: every five minutes, and on the whole half a percent of the time. */
export const SELDOM: Cost = { share: 0.02, every: 5 * 60_000, rest: 200 };
/** Where only recounting sees that a row changed: all the time, a tenth of it. */
export const ALWAYS: Cost = { share: 0.1, every: 0, rest: 10 };

/** Milliseconds that may be saved up, so that an hour without a tick is not followed by a minute of recounting. */
const MOST = 1_000;

/** When the next part may be recounted, so that recounting costs little whatever there is to recount. */
export class RecountPace {
  readonly #cost: Cost;
  #last: number | undefined;
  #saved = 0;
  #began: number | undefined;
  #took = 0;

  constructor(cost: Cost = SELDOM) {
    this.#cost = cost;
  }

  /** Whether a recount of everything is due; it has then begun. Time that goes backwards makes it due. */
  begins(now: number): boolean {
    const since = now - (this.#began ?? -Infinity);
    if (since >= 0 && since < Math.max(this.#cost.every, this.#took * this.#cost.rest)) return false;
    this.#began = now;
    this.#took = 0;
    return true;
  }

  /** Takes note that everything is as good as recounted. */
  passed(now: number): void {
    this.#began = now;
    this.#last = now;
  }

  /** Whether a recount was made due and has not begun. */
  get hurried(): boolean {
    return this.#began === undefined;
  }

  /** Makes a recount due, on request all of it at once. */
  hurry(atOnce: boolean): void {
    this.#began = undefined;
    this.#saved = atOnce ? Infinity : MOST;
  }

  /** Takes note that everything was recounted. */
  ended(): void {
    this.#saved = Math.min(0, this.#saved);
  }

  /** Saves up for the time since the last call (ms since 1970). */
  save(now: number): void {
    if (this.#saved < Infinity) {
      this.#saved = Math.min(MOST, this.#saved + Math.max(0, now - (this.#last ?? now)) * this.#cost.share);
    }
    this.#last = now;
  }

  /** Whether a part may be recounted now. */
  get affordable(): boolean {
    return this.#saved > 0;
  }

  /** @param took milliseconds */
  spend(took: number): void {
    this.#saved -= took;
    this.#took += took;
  }
}
