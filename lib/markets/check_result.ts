import type { CheckResult } from "../collectors/update.ts";
import type { Phases } from "../shared/snapshot.ts";
import type { Verdict } from "./judge.ts";
import { isVoid } from "./loop_lag.ts";
import type { Seen } from "./seen.ts";

export interface Measured {
  /** When the check began, ms since 1970. */
  readonly at: number;
  readonly probe: CheckResult["probe"];
  /** Milliseconds, like those below. */
  readonly usual: number | null;
  readonly skew: number | null;
  /** What our own event loop was late by when that made a look void. */
  readonly lag: number | null;
}

/** A check as it is posted; `seen` is undefined where nothing was asked, so that there is no time either. */
export function checkResult(
  seen: Seen | undefined,
  { class: health, status, error, reason, remedy }: Verdict,
  { at, probe, usual, skew, lag }: Measured,
): CheckResult {
  return {
    status,
    class: health,
    probe,
    status_code: seen?.kind === "answer" ? seen.status : null,
    response_time: seen && "took" in seen && !isVoid(seen) ? tenths(seen.took) : null,
    phases: phasesOf(seen),
    usual: tenths(usual),
    clock_skew: skew,
    lag: lag === null ? null : Math.round(lag),
    last_check: new Date(at).toISOString(),
    error,
    reason,
    remedy,
  };
}

function phasesOf(seen: Seen | undefined): Phases | null {
  if (!seen || seen.kind === "unsent" || !seen.phases || isVoid(seen)) return null;
  const { dns, connect, tls, first_byte } = seen.phases;
  return { dns: tenths(dns), connect: tenths(connect), tls: tenths(tls), first_byte: tenths(first_byte) };
}

function tenths(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms * 10) / 10;
}
