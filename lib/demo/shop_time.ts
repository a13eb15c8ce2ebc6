/** Korean time for the demo shop. Korea has had one offset and no summer time since 1988, so no zone rules are needed. */

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
const OFFSET = 9 * HOUR;

/** The instant at which the Korean day of `at` began. */
export function koreanMidnight(at: number): number {
  return Math.floor((at + OFFSET) / DAY) * DAY - OFFSET;
}

/** Hours since midnight in Korea, with fractions. */
export function koreanHour(at: number): number {
  return (at - koreanMidnight(at)) / HOUR;
}

/** 0 for Sunday to 6 for Saturday, in Korea. */
export function koreanWeekday(at: number): number {
  return new Date(at + OFFSET).getUTCDay();
}

/** A column value without a zone: `2026-11-24T05:29:26.123`. */
export function koreanTimestamp(at: number): string {
  return new Date(at + OFFSET).toISOString().slice(0, -1);
}

/** The digits of {@linkcode koreanTimestamp} alone: `20261124052926123`. */
export function koreanDigits(at: number): string {
  return koreanTimestamp(at).replaceAll(/\D/g, "");
}
