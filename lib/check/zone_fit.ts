/** Whether the times of orders make sense in a zone, told by the newest one: shops that sell have sold a while ago. */
import { at, type TimeColumn } from "../metrics/time_column.ts";

const MINUTE = 60_000;
/** Milliseconds by which the newest order may lie ahead: clocks differ a little. */
export const AHEAD = 10 * MINUTE;
/** Within which a zone fits well, and one in which nothing came for longer does not. */
const FRESH = 45 * MINUTE;

/** A value of a time column (`extract(epoch FROM …)`, in ms) as ms since 1970. */
export function instantOfAxis(axis: number, { type, zone }: Pick<TimeColumn, "type" | "zone">): number {
  return type === "timestamptz" ? axis : axis - offsetOf(axis, zone);
}

/**
 * A zone in which the newest order came just now, where in the mapped one it lies ahead or hours back; undefined where
 * there is none, or the mapped one is well.
 */
export function fittingZone(
  axis: number,
  { zone, server, now }: { zone: string; server: string; now: number },
): string | undefined {
  const age = (candidate: string) => now - instantOfAxis(axis, { type: "timestamp", zone: candidate });
  const fits = (candidate: string) => age(candidate) >= -AHEAD && age(candidate) <= FRESH;
  if (fits(zone)) return;
  return ["Asia/Seoul", "UTC", server].filter(isZone).find((candidate) =>
    candidate !== zone && fits(candidate)
  );
}

/** PostgreSQL also has zones that are no IANA names. */
function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** What a wall clock that shows `axis` in this zone is ahead of UTC. */
function offsetOf(axis: number, zone: string): number {
  const text = (instant: number) => {
    const { values: [value] } = at(instant, { type: "timestamp", zone } as TimeColumn);
    return Date.parse(`${value}Z`);
  };
  // Twice, because the first guess may lie on the other side of a change of the clocks.
  const guess = axis - (text(axis) - axis);
  return text(guess) - guess;
}
