import { dayIn, formatClock } from "../shared/format_time.ts";

/** Writes moments (ms since 1970) of a zone in full: `2026-11-24 14:32`. */
export function whenIn(timeZone: string): (at: number) => string {
  return (at) => `${dayIn(at, timeZone)} ${formatClock(at, timeZone, "minute")}`;
}
