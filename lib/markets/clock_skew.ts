import { median } from "./usual_time.ts";
import type { Answer } from "./seen.ts";

/** An estimate that is older says nothing of a clock that may have been set since. */
const KEPT = 60 * 60_000;
/** What `Date` headers can tell, whole seconds, does not justify more digits. */
const STEP = 100;

/** How far our clock is from the markets', by the `Date` headers of their answers. Shared by all markets. */
export class ClockSkew {
  readonly #estimates = new Map<string, { readonly skew: number; readonly at: number }>();

  /**
   * Learns from an answer of `market`. Its `Date` lies within the second that it names, and within the time from our
   * request to the head of the answer.
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
    this.#estimates.set(market, { skew: (from + to) / 2 - (date + 500), at: to });
  }

  /** Milliseconds that our clock is ahead, the median of what the markets say; null when none has said anything lately. */
  at(now: number): number | null {
    const recent = [...this.#estimates.values()].filter(({ at }) => Math.abs(now - at) <= KEPT);
    if (recent.length === 0) return null;
    return Math.round(median(recent.map(({ skew }) => skew)) / STEP) * STEP;
  }
}
