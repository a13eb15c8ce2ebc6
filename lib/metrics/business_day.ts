/** The business day and its parts, as instants, in whatever zone the process and the database live. */
import { Temporal } from "temporal-polyfill";

/** Where and when business days start. */
export interface BusinessRules {
  /** IANA zone. */
  timezone: string;
  /** `HH:MM` */
  day_start: string;
}

/** A business day; instants are milliseconds since 1970-01-01T00:00:00Z. */
export interface BusinessDay {
  /** `YYYY-MM-DD` on which the day starts. */
  date: string;
  start: number;
  /** Start of the next day. */
  end: number;
}

/** The instants that the figures of one tick are bounded by, in milliseconds since 1970-01-01T00:00:00Z. */
export interface Moments {
  now: number;
  /** Eight business days, oldest first, today last. */
  days: [...BusinessDay[], BusinessDay];
  /** Where today's 24 hours start. One that the clocks leave out is empty, one that they repeat is twice as long. */
  hours: { hour: number; start: number }[];
  /** The same wall-clock time on the business day before, within that day. */
  yesterday_same_time: number;
}

const DAYS = 8;

/**
 * The business days and hours around `now`.
 *
 * @throws {RangeError} for a zone or a time that does not exist
 */
export function momentsAt(now: number, rules: BusinessRules): Moments {
  const today = businessDateAt(now, rules);
  const days = Array.from(
    { length: DAYS },
    (_, index) => businessDay(today.subtract({ days: DAYS - 1 - index }), rules),
  ) as Moments["days"];
  const yesterday = days[DAYS - 2]!;
  const sameTime = Temporal.Instant.fromEpochMilliseconds(now)
    .toZonedDateTimeISO(rules.timezone)
    .subtract({ days: 1 }).epochMilliseconds;
  return {
    now,
    days,
    hours: hoursOf(today, rules),
    yesterday_same_time: Math.min(Math.max(sameTime, yesterday.start), yesterday.end),
  };
}

/** ISO 8601 with the offset that the zone has at that moment, to the millisecond. */
export function isoInZone(instant: number, timezone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant).toString({
    timeZone: timezone,
    fractionalSecondDigits: 3,
  });
}

function businessDateAt(now: number, rules: BusinessRules): Temporal.PlainDate {
  const date = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(rules.timezone).toPlainDate();
  return now < startOf(date, rules) ? date.subtract({ days: 1 }) : date;
}

function businessDay(date: Temporal.PlainDate, rules: BusinessRules): BusinessDay {
  return {
    date: date.toString(),
    start: startOf(date, rules),
    end: startOf(date.add({ days: 1 }), rules),
  };
}

function startOf(date: Temporal.PlainDate, rules: BusinessRules): number {
  return instantOf(date.toPlainDateTime(rules.day_start), rules.timezone);
}

function hoursOf(date: Temporal.PlainDate, rules: BusinessRules): Moments["hours"] {
  const start = date.toPlainDateTime(rules.day_start);
  return Array.from({ length: 24 }, (_, index) => {
    const time = start.add({ hours: index });
    return { hour: time.hour, start: instantOf(time, rules.timezone) };
  });
}

/** A time that the clocks leave out is the one after the gap, of one that they repeat it is the first. */
function instantOf(time: Temporal.PlainDateTime, timezone: string): number {
  return time.toZonedDateTime(timezone, { disambiguation: "compatible" }).epochMilliseconds;
}
