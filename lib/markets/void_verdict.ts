import { HITS } from "./belief.ts";
import type { Verdict } from "./judge.ts";
import { reasonForVoid } from "./reasons.ts";
import { REMEDIES } from "./texts.ts";

/** What a look comes to during which our own event loop was `lag` ms late: nothing is known of the other side. */
export function voidVerdict(lag: number): Verdict {
  return {
    class: "UNKNOWN",
    status: "unknown",
    error: `void: our own event loop was ${Math.round(lag)} ms late`,
    reason: reasonForVoid(lag),
    remedy: REMEDIES.ownLag,
    hits: HITS.UNKNOWN,
  };
}
