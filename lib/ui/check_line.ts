import type { ApiStatus } from "../shared/snapshot.ts";

/** What is shown of one check. */
export interface CheckLine
  extends Pick<ApiStatus, "class" | "probe" | "status_code" | "response_time" | "error" | "reason"> {
  /** ms since 1970 */
  readonly at: number;
  /** Whether its class was believed then. */
  readonly confirmed: boolean;
}

/** How many of a market's checks its page shows. */
export const CHECKS_SHOWN = 50;

/** The check that a market's state is of, with what it saw itself; what merge patches left out is null. */
export function lineOf(status: ApiStatus): CheckLine {
  const { class: health } = status.confirming ?? status;
  const { probe, status_code, response_time, error, reason, last_check, confirming } = status;
  return {
    at: Date.parse(last_check),
    class: health,
    probe,
    status_code: status_code ?? null,
    response_time: response_time ?? null,
    error: error ?? null,
    reason: reason ?? null,
    confirmed: !confirming,
  };
}

/** The newest checks, newest first, with one that may be newer than all of them. */
export function withLatest(lines: readonly CheckLine[], latest: CheckLine): readonly CheckLine[] {
  const newest = lines[0]?.at ?? -Infinity;
  return latest.at > newest ? [latest, ...lines].slice(0, CHECKS_SHOWN) : lines;
}
