import pg from "pg";
import type { CustomMetric, MetricContent } from "../../shared/custom_metric.ts";
import { type BusinessRules, isoInZone, momentsAt } from "../business_day.ts";
import { endsConnection } from "../connection_fault.ts";
import { Fault } from "../fault.ts";
import { type Connection, ReadTransaction, type TextRow } from "../read_transaction.ts";
import type { FaultTexts } from "../texts.ts";
import { columnsOf, contentOf, LONGEST_TEXT, MOST_ROWS } from "./content.ts";
import { CUSTOM_TEXTS as TEXTS } from "./texts.ts";

const ENDED = "57014";

export interface CustomMoment {
  /** ms since 1970 */
  readonly now: number;
  readonly business: BusinessRules;
}

/**
 * Reads a metric once, in a read-only transaction of its own whose time zone is the business's. No more than is shown
 * leaves the database, whatever the statement returns.
 *
 * @throws {Fault} when it cannot be read; the connection is in no transaction then
 * @throws the error of a connection that was lost
 */
export async function readCustom(
  connection: Connection,
  metric: Pick<CustomMetric, "sql" | "unit" | "timeout">,
  moment: CustomMoment,
): Promise<MetricContent> {
  const transaction = await ReadTransaction.begin(connection, metric.timeout);
  try {
    await tellMoment(connection, moment);
    const from = `FROM (${metric.sql}\n) AS figure`;
    const { fields } = await connection.query<TextRow>(oneStatement(`SELECT * ${from} LIMIT 0`));
    const columns = columnsOf(fields, metric.unit);
    const names = columns.map((_, index) => `c${index}`);
    const values = columns.map(({ kind }, index) =>
      kind === "number" ? `c${index}::text` : `left(c${index}::text, ${LONGEST_TEXT})`
    );
    const { rows } = await connection.query<TextRow>(
      oneStatement(`SELECT ${values.join(", ")} ${from}(${names.join(", ")}) LIMIT ${MOST_ROWS + 1}`),
    );
    const content = contentOf(rows, columns, metric.unit);
    await transaction.end();
    return content;
  } catch (error) {
    if (!(error instanceof Fault) && endsConnection(error)) throw error;
    await connection.query("ROLLBACK");
    throw error instanceof Fault
      ? error
      : new Fault(textsOf(error as pg.DatabaseError, metric), { cause: error });
  }
}

/** `current_date` and the like then speak of the business's zone, and `marketpulse.today` of its day. */
async function tellMoment(connection: Connection, { now, business }: CustomMoment): Promise<void> {
  const today = momentsAt(now, business).days.at(-1)!;
  const iso = (instant: number) => isoInZone(instant, business.timezone);
  await connection.query(
    `SELECT set_config('TimeZone', $1, true), set_config('marketpulse.today', $2, true),
      set_config('marketpulse.tomorrow', $3, true)`,
    [business.timezone, iso(today.start), iso(today.end)],
  );
}

/** The extended protocol takes no second statement, which could end the transaction and with it that it only reads. */
function oneStatement(text: string) {
  return { text, queryMode: "extended", rowMode: "array" } as pg.QueryArrayConfig;
}

/** Whether the database ended the statement for its time. */
export function wasEnded({ cause }: Fault): boolean {
  return (cause as pg.DatabaseError | undefined)?.code === ENDED;
}

/** By SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
function textsOf(
  { code = "", message }: pg.DatabaseError,
  { sql, timeout }: Pick<CustomMetric, "sql" | "timeout">,
): FaultTexts {
  if (code === ENDED) return TEXTS.ended(timeout);
  const names = /\b(insert|update|delete|merge)\b/i.test(sql);
  if (code === "25006" || (code === "0A000" && names)) return TEXTS.writes;
  if (code === "42501") return TEXTS.denied(message);
  if (["42P01", "42703", "42883", "3F000"].includes(code)) return TEXTS.missing(message);
  // Other classes may quote what is stored, also somebody's name; this one speaks of the statement alone.
  return TEXTS.refused(code.startsWith("42") ? message : `SQLSTATE ${code}`);
}
