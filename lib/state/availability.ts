import type { Availability, HealthClass } from "../shared/snapshot.ts";

const HOUR = 3_600_000;

/** A span of time that a share is computed over, and how old its first measurement must be to tell anything (ms). */
export interface AvailabilityWindow {
  readonly length: number;
  readonly enough: number;
}

export const AVAILABILITY_WINDOWS = {
  day: { length: 24 * HOUR, enough: HOUR / 2 },
  month: { length: 30 * 24 * HOUR, enough: 24 * HOUR },
} as const satisfies Record<"day" | "month", AvailabilityWindow>;

/** Classes that say nothing about the market. */
export const NOT_MEASURED: readonly HealthClass[] = ["SELF_OFFLINE", "UNKNOWN"];

/** Measured checks within a window. */
export interface MeasuredChecks {
  readonly measured: number;
  readonly down: number;
  /** Moment of the first one, ms since 1970; null when there is none. */
  readonly first: number | null;
}

/** {@linkcode Availability} with `since` in ms since 1970: a store knows no zone. */
export interface MeasuredAvailability extends Omit<Availability, "since"> {
  since: number | null;
}

/** Shares out of what was counted in each window that ends `now`. */
export function availabilityOf(
  counted: Readonly<Record<"day" | "month", MeasuredChecks>>,
  now: number,
): MeasuredAvailability {
  const share = ({ measured, down, first }: MeasuredChecks, { enough }: AvailabilityWindow) =>
    first !== null && now - first >= enough ? 1 - down / measured : null;
  return {
    day: share(counted.day, AVAILABILITY_WINDOWS.day),
    month: share(counted.month, AVAILABILITY_WINDOWS.month),
    since: counted.month.first,
  };
}
