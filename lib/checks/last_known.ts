import type { Found } from "../markets/belief.ts";

/** What was found, and when (ms since 1970). */
export interface Dated {
  readonly found: Found;
  readonly at: number;
}

const HOUR = 3_600_000;
/** When more than this part of a budget is spent, the rest is spread. */
const MOSTLY_SPENT = 0.75;
/** Calls are then as far apart as this many of them would be, evenly over the hour: others spend of the same budget. */
const SPREAD = 2.5;
/** So many intervals what was found last stands in for what the budget does not allow. */
const PATIENCE = 2.5;

/**
 * What was found last. It stands in for checks that the budget does not allow, and for those that are left out so that it
 * lasts: instances that share a budget take turns by that, instead of spending it early and knowing nothing for the rest
 * of the hour.
 */
export class LastKnown {
  readonly #patience: number;
  #last: Dated | undefined;

  /** @param interval ms between two checks */
  constructor(interval: number) {
    this.#patience = PATIENCE * interval;
  }

  /** What is to be shown at `now` without a check, so that the budget lasts; undefined when one is due. */
  instead(now: number): Dated | undefined {
    const { at = 0, found } = this.#last ?? {};
    const { used, limit } = found?.result.budget ?? { used: 0, limit: 1 };
    const apart = SPREAD * HOUR / limit;
    const spread = used > MOSTLY_SPENT * limit && apart <= this.#patience;
    return spread && 0 <= now - at && now - at < apart ? this.#repeated() : undefined;
  }

  /** What is to be shown for a check at `now`. */
  take(found: Found, now: number): Dated {
    const last = this.#last;
    if (!found.skipped) return this.#last = { found, at: now };
    if (!last || now - last.at >= this.#patience) return { found, at: now };
    const { result: { budget } } = found;
    this.#last = { at: last.at, found: { ...last.found, result: { ...last.found.result, budget } } };
    return this.#repeated()!;
  }

  #repeated(): Dated | undefined {
    return this.#last && { at: this.#last.at, found: { ...this.#last.found, repeated: true } };
  }
}
