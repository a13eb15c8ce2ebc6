/** The newest order and the newest log: what they say of the zone that a column without one is read in. */
import { isoInZone, momentsAt } from "../metrics/business_day.ts";
import type { MetricsOptions } from "../metrics/options.ts";
import type { ReadTransaction } from "../metrics/read_transaction.ts";
import { timeColumn } from "../metrics/reading.ts";
import { sql, table } from "../metrics/sql.ts";
import type { Relation } from "./database_relations.ts";
import { type Finding, finding, type Grade } from "./finding.ts";
import { newestTexts as texts } from "./newest_texts.ts";
import { unlessFailed } from "./unless_failed.ts";
import { AHEAD, fittingZone, instantOfAxis } from "./zone_fit.ts";

export interface NewestOptions {
  readonly transaction: ReadTransaction;
  readonly options: MetricsOptions;
  readonly relations: readonly Relation[];
  /** ms since 1970 */
  readonly now: number;
}

type Timed = "orders" | "logs";

const NAMES: Readonly<Record<Timed, { newest: string; future: string }>> = {
  orders: { newest: "database.newest_order", future: "database.future_orders" },
  logs: { newest: "database.newest_log", future: "database.future_logs" },
};

/** A finding for each of them that can be read. */
export async function checkNewest(asked: NewestOptions): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const timed of ["orders", "logs"] as const) {
    const relation = asked.relations.find(({ relation }) => relation === timed);
    if (!relation?.reads) continue;
    const newest = await unlessFailed(asked.transaction, () => look(asked, timed, relation));
    if (newest) found.push(newest);
  }
  return found;
}

/** Rows from the future, or none for as long as a zone is away from UTC, are the sign of a wrong `time_zone`. */
async function look(
  { transaction, options, now }: NewestOptions,
  timed: Timed,
  { table: name, mapped }: Relation,
): Promise<Finding> {
  const mapping = options.schema[timed]!;
  const reading = { transaction, options, moments: momentsAt(now, options.business) };
  const time = await timeColumn(reading, { ...mapping, key: `schema.${timed}.at` });
  const [row] = await transaction.rows<{ axis: number | null; zone: string }>(sql`
    SELECT (SELECT round(extract(epoch FROM max(${time.column})) * 1000)::float8
            FROM ${table(mapped)} WHERE isfinite(${time.column})) AS axis,
           (SELECT reset_val FROM pg_settings WHERE name = 'TimeZone') AS zone`);
  const { newest, future } = NAMES[timed];
  const axis = row?.axis ?? null;
  if (axis === null) {
    return finding("database", { name: newest, grade: "ok", message: texts[timed].none(name) });
  }
  const latest = instantOfAxis(axis, time);
  const zoneless = time.type === "timestamp";
  const fitting = zoneless ? fittingZone(axis, { zone: time.zone, server: row!.zone, now }) : undefined;
  const shown = isoInZone(latest, options.business.timezone).slice(0, 19).replace("T", " ");
  const remedy = texts.setTimeZone(`schema.${timed}.time_zone`, zoneless ? time.zone : null, fitting);
  if (latest > now + AHEAD) {
    const message = texts[timed].future(name, shown);
    return finding("database", { name: future, grade: "warning", message, remedy });
  }
  const grade: Grade = fitting ? "warning" : "ok";
  const message = texts[timed].newest(name, shown, { zone: options.business.timezone, age: now - latest });
  return finding("database", { name: newest, grade, message, remedy: fitting ? remedy : null });
}
