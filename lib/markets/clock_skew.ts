import { median } from "./usual_time.ts";
import type { Answer } from "./seen.ts";

/** An estimate that is older says nothing of a clock that may have been set since. */
const KEPT = 60 * 60_000;
/** What `Date` headers can tell, whole seconds, does not justify more digits. */
const STEP = 100;

/** A clock that nobody sets drifts by so much of the time, at most. */
const DRIFT = 1e-4;

/** The skew is somewhere in between; milliseconds. */
interface Estimate {
  readonly low: number;
  readonly high: number;
  /** ms since 1970 */
  readonly at: number;
}

/**
 * How far our clock is from the markets', by the `Date` headers of their answers. Shared by all markets.
 *
 * A `Date` lies within the second that it names, and within the time from our request to the head of the answer. Each
 * answer narrows what those before it leave open, so that whole seconds come to tell tenths.
 */
export class ClockSkew {
  readonly #estimates = new Map<string, Estimate>();

  /**
   * Learns from an answer of `market`.
   *
   * @param span what our clock said before and after it was waited for, ms since 1970
   */
  learn(
    market: string,
    { headers }: Answer,
    { from, to }: { readonly from: number; readonly to: number },
  ): void {
    const date = Date.parse(headers.get("date") ?? "");
    if (Number.isNaN(date)) return;
    const now = { low: from - (date + 1_000), high: to - date, at: to };
    const known = this.#recent(market, to);
    this.#estimates.set(market, known ? narrowed(known, now) : now);
  }

  /** Milliseconds that our clock is ahead of one market's; null when it has said nothing lately. */
  of(market: string, now: number): number | null {
    const estimate = this.#recent(market, now);
    return estimate ? rounded(middleOf(estimate)) : null;
  }

  /** Milliseconds that our clock is ahead, the median of what the markets say; null when none has said anything lately. */
  at(now: number): number | null {
    const recent = [...this.#estimates.keys()].map((market) => this.#recent(market, now));
    const skews = recent.filter((one) => one !== undefined).map(middleOf);
    return skews.length === 0 ? null : rounded(median(skews));
  }

  #recent(market: string, now: number): Estimate | undefined {
    const estimate = this.#estimates.get(market);
    return estimate && Math.abs(now - estimate.at) <= KEPT ? estimate : undefined;
  }
}

/** What both leave open; when they contradict each other a clock was set, and the newer one holds. */
function narrowed(known: Estimate, now: Estimate): Estimate {
  const drift = Math.abs(now.at - known.at) * DRIFT;
  const low = Math.max(known.low - drift, now.low);
  const high = Math.min(known.high + drift, now.high);
  return low <= high ? { low, high, at: now.at } : now;
}

const middleOf = ({ low, high }: Estimate): number => (low + high) / 2;

const rounded = (skew: number): number => Math.round(skew / STEP) * STEP || 0;
