import type { Verdict } from "./judge.ts";
import { readRate } from "./rate_headers.ts";
import type { Seen } from "./seen.ts";

const MINUTE = 60_000;

/** Whatever a market asks for, it is asked again after a day at the latest and not before a minute. */
const SHORTEST = MINUTE;
const LONGEST = 24 * 60 * MINUTE;

/** With less than this part of a quota left, the seller's own programs need it more than we do. */
const LOW = 0.1;
/** How long a market is left alone then. */
const SPARING = 5 * MINUTE;

/**
 * For how long (ms) a market is to be left alone after a check; undefined when it may be asked as usual. A quota that is
 * exceeded ends probing until the market says, one that is nearly used up makes it rare.
 */
export function peaceAfter(verdict: Verdict, seen: Seen, now: number): number | undefined {
  const { wait, left } = seen.kind === "answer" ? readRate(seen.headers, now) : { wait: null, left: null };
  if (verdict.class === "QUOTA" || verdict.class === "MAINTENANCE") {
    return wait === null ? verdict.pause : Math.min(LONGEST, Math.max(SHORTEST, wait));
  }
  const well = verdict.class === "UP" || verdict.class === "SLOW";
  return well && left !== null && left <= LOW ? SPARING : verdict.pause;
}
