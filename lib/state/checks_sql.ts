/**
 * Checks, and how many of each market's hours were measured: a month of a market that is checked every ten seconds is
 * 260,000 rows, which nobody can count after each check.
 */
import {
  AVAILABILITY_WINDOWS,
  availabilityOf,
  type MeasuredAvailability,
  type MeasuredChecks,
  NOT_MEASURED,
} from "./availability.ts";
import { CHECK_COLUMNS, checkRow } from "./check_rows.ts";
import type { SqlDatabase } from "./sql_database.ts";
import type { CheckRecord } from "./state_store.ts";

const HOUR = 3_600_000;

/** Adds a check that is not there yet, to its hour as well if it measured the market. */
export async function addCheck(database: SqlDatabase, check: CheckRecord): Promise<void> {
  const { market, at, confirmed, class: health } = check;
  const columns = CHECK_COLUMNS.join(", ");
  const values = CHECK_COLUMNS.map(() => "?").join(", ");
  await database.transaction("checks", async ({ all }) => {
    const added = await all(
      `INSERT INTO ${database.prefix}checks (${columns}) VALUES (${values})
        ON CONFLICT DO NOTHING RETURNING at`,
      checkRow(check),
    );
    if (added.length === 0 || !confirmed || NOT_MEASURED.includes(health)) return;
    await all(
      `INSERT INTO ${database.prefix}checked_hours AS known (market, hour, measured, down, first)
        VALUES (?, ?, 1, ?, ?)
        ON CONFLICT (market, hour) DO UPDATE SET measured = known.measured + 1, down = known.down + excluded.down,
          first = CASE WHEN excluded.first < known.first THEN excluded.first ELSE known.first END`,
      [market, Math.floor(at / HOUR), health === "DOWN" ? 1 : 0, at],
    );
  });
}

/** Shares of a market's checks up to `now`, exact to the check. */
export async function readAvailability(
  database: SqlDatabase,
  { market, now }: { readonly market: string; readonly now: number },
): Promise<MeasuredAvailability> {
  const sql = countedSince(database.prefix);
  // The hours that are cut by an end of the window are counted check by check.
  const thisHour = Math.floor(now / HOUR);
  const count = async (length: number): Promise<MeasuredChecks> => {
    const from = now - length;
    const whole = Math.floor(from / HOUR) + 1;
    const [row] = await database.all(sql, [
      ...[market, whole, thisHour],
      ...[market, from, whole * HOUR - 1],
      ...[market, thisHour * HOUR - 1, now],
    ]);
    const { measured, down, first } = row!;
    return { measured: Number(measured), down: Number(down), first: first === null ? null : Number(first) };
  };
  const { day, month } = AVAILABILITY_WINDOWS;
  const [inDay, inMonth] = await Promise.all([count(day.length), count(month.length)]);
  return availabilityOf({ day: inDay, month: inMonth }, now);
}

const NAMES_NOT_MEASURED = NOT_MEASURED.map((name) => `'${name}'`).join(", ");

/** Values: market, first hour, the hour after the last; then twice market, a moment before, and the last moment. */
export function countedSince(prefix: string): string {
  const checks = `
    SELECT count(*), count(*) FILTER (WHERE class = 'DOWN'), min(at) FROM ${prefix}checks
    WHERE market = ? AND at > ? AND at <= ? AND confirmed = 1 AND class NOT IN (${NAMES_NOT_MEASURED})`;
  return `
    SELECT CAST(sum(measured) AS BIGINT) AS measured, CAST(sum(down) AS BIGINT) AS down, min(first) AS first FROM (
      SELECT measured, down, first FROM ${prefix}checked_hours WHERE market = ? AND hour >= ? AND hour < ?
      UNION ALL ${checks} UNION ALL ${checks}
    ) AS counted`;
}
