import type { CheckResult } from "../collectors/update.ts";
import type { HealthClass } from "../shared/snapshot.ts";

/** What one check found. */
export interface Found {
  readonly result: CheckResult;
  /** How often within the last {@linkcode LOOKED_AT} checks its class has to be seen before it is believed. */
  readonly hits: number;
  /** Nothing was asked: it says again what the check before it found. */
  readonly repeated?: boolean;
  /** Nothing was asked, because the budget did not allow it. */
  readonly skipped?: boolean;
  /** Until then (ms since 1970) the market is left in peace and the result stays what it is. */
  readonly restsUntil?: number;
}

/** So many checks, the present one included, are looked at. */
export const LOOKED_AT = 3;

/**
 * How often a class has to be seen. Once, where the market says it itself in so many words or where it is our own
 * knowledge; twice where one answer that was lost, late or cut on the way looks the same.
 */
export const HITS: Readonly<Record<HealthClass, number>> = {
  UP: 1,
  SLOW: 2,
  DOWN: 2,
  AUTH: 1,
  IP: 1,
  QUOTA: 1,
  MAINTENANCE: 1,
  SELF_OFFLINE: 1,
  UNKNOWN: 2,
};

/** The state of a market that is shown. It changes for the worse when that was seen often enough, for the better at once. */
export class Belief {
  #state: Pick<CheckResult, "class" | "status" | "remedy"> | undefined;
  /** Whether the state was seen often enough: the first one there is is shown before. */
  #sure: boolean;
  #recent: HealthClass[] = [];

  /** @param last the state before the program was started */
  constructor(last?: Pick<CheckResult, "class" | "status" | "remedy">) {
    this.#state = last;
    this.#sure = last !== undefined;
  }

  /** The result to be shown: what was found, under the state that is believed. */
  take({ result, hits, repeated }: Found): CheckResult {
    if (!repeated) this.#recent = [...this.#recent, result.class].slice(-LOOKED_AT);
    const seen = this.#recent.filter((one) => one === result.class).length;
    const confirmed = seen >= hits;
    const same = this.#state?.class === result.class;
    if (confirmed || isBetter(result.class, this.#state?.class)) this.#sure = true;
    else if (!same && this.#state) {
      return { ...result, ...this.#state, confirming: confirmingOf(result, { seen, of: hits }) };
    }
    const { class: health, status, remedy } = result;
    this.#state = { class: health, status, remedy };
    return { ...result, confirming: this.#sure ? null : confirmingOf(result, { seen, of: hits }) };
  }
}

function confirmingOf({ class: health, status }: CheckResult, counts: { seen: number; of: number }) {
  return { class: health, status, ...counts };
}

/** A market that answers, however slowly, is not what it was said to be. */
function isBetter(health: HealthClass, before: HealthClass | undefined): boolean {
  const rank = (one: HealthClass) => one === "UP" ? 0 : one === "SLOW" ? 1 : 2;
  return before !== undefined && rank(health) < rank(before);
}
