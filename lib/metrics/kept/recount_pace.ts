/** Of the database's time, what recounting may take: one part in fifty. */
const SHARE = 0.02;
/** Milliseconds from the start of one recount of everything to the start of the next, at least. */
const EVERY = 5 * 60_000;
/** So many times as long as recounting everything took, the next one waits; on the whole it takes half a percent. */
const REST = 200;
/** Milliseconds that may be saved up, so that an hour without a tick is not followed by a minute of recounting. */
const MOST = 1_000;

/** When the next part may be recounted, so that recounting costs little whatever there is to recount. */
export class RecountPace {
  #last: number | undefined;
  #saved = 0;
  #began: number | undefined;
  #took = 0;

  /** Whether a recount of everything is due; it has then begun. Time that goes backwards makes it due. */
  begins(now: number): boolean {
    const since = now - (this.#began ?? -Infinity);
    if (since >= 0 && since < Math.max(EVERY, this.#took * REST)) return false;
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

  /** Makes a recount due. */
  hurry(): void {
    this.#began = undefined;
    this.#saved = MOST;
  }

  /** Saves up for the time since the last call (ms since 1970). */
  save(now: number): void {
    this.#saved = Math.min(MOST, this.#saved + Math.max(0, now - (this.#last ?? now)) * SHARE);
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
