import type { Phases } from "../shared/snapshot.ts";
import type { ResponsePoint } from "../shared/response_series.ts";
import { type CheckLine, CHECKS_SHOWN } from "./check_line.ts";
import { type PhaseSummary, phaseSummary } from "./phase_summary.ts";
import { ResponseSteps } from "./response_steps.ts";
import { type StateRun, stateRun } from "./state_run.ts";

/** What a market's page starts from; plain data, so that islands can have it as a prop. */
export interface RecordedMarket {
  readonly run: StateRun | null;
  /** Oldest first. */
  readonly points: readonly ResponsePoint[];
  /** Newest first. */
  readonly newest: readonly CheckLine[];
  readonly phases: PhaseSummary | null;
}

/** A check as it was recorded. */
export interface RecordedCheck extends CheckLine {
  readonly phases: Phases | null;
}

/** Sums up the checks of a market; `checks` are newest first. */
export function recordedMarket(checks: readonly RecordedCheck[]): RecordedMarket {
  const steps = new ResponseSteps();
  for (const { at, response_time } of checks.toReversed()) steps.add(at, response_time);
  const newest = checks.slice(0, CHECKS_SHOWN).map((check): CheckLine => {
    const { at, class: health, probe, status_code, response_time, error, reason, confirmed } = check;
    return { at, class: health, probe, status_code, response_time, error, reason, confirmed };
  });
  return { run: stateRun(checks), points: steps.since(-Infinity), newest, phases: phaseSummary(checks) };
}
