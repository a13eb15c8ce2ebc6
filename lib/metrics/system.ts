import type { FiguresBySource } from "../collectors/update.ts";
import type { LogsMapping } from "../shared/default_schema.ts";
import { Fault } from "./fault.ts";
import { type Reading, timeColumn } from "./reading.ts";
import { column, raw, sql, table } from "./sql.ts";
import { SOURCE_TEXTS } from "./texts.ts";
import { at } from "./time_column.ts";

interface LogRow {
  entries: string;
  errors: string;
  warnings: string;
  requests: string;
  average: number | null;
  longest: number | null;
  p95: number | null;
}

/** Words of the common log libraries, in lower case. */
const ERROR_LEVELS = ["error", "critical", "fatal"];
const WARNING_LEVELS = ["warning", "warn"];

const MINUTE = 60_000;

/** Reads errors and warnings of the last hour and response times of the last five minutes, up to now. */
export async function readSystem(reading: Reading, logs: LogsMapping): Promise<FiguresBySource["system"]> {
  const { transaction, moments: { now } } = reading;
  const time = await timeColumn(reading, { ...logs, key: "schema.logs.at" });
  if (time.type === "date") throw new Fault(SOURCE_TEXTS.dateWithoutTime("schema.logs.at"));

  const level = sql`lower(${column(logs.level)}::text COLLATE "C")`;
  const duration = sql`${logs.duration_ms === null ? raw("NULL") : column(logs.duration_ms)}::float8`;
  // The range leaves NULL, NaN and infinity out.
  const timed = sql`${time.column} > ${at(now - 5 * MINUTE, time)} AND ${duration} BETWEEN -1e15 AND 1e15`;
  const [row] = await transaction.rows<LogRow>(sql`
    SELECT count(*) AS entries,
           count(*) FILTER (WHERE ${level} = ANY(${ERROR_LEVELS})) AS errors,
           count(*) FILTER (WHERE ${level} = ANY(${WARNING_LEVELS})) AS warnings,
           count(*) FILTER (WHERE ${timed}) AS requests,
           avg(${duration}) FILTER (WHERE ${timed}) AS average,
           max(${duration}) FILTER (WHERE ${timed}) AS longest,
           percentile_cont(0.95) WITHIN GROUP (ORDER BY ${duration}) FILTER (WHERE ${timed}) AS p95
    FROM ${table(logs.table)}
    WHERE ${time.column} > ${at(now - 60 * MINUTE, time)} AND ${time.column} <= ${at(now, time)}`);
  const { entries, errors, warnings, requests, average, longest, p95 } = row!;
  return {
    error_rate: Number(errors),
    error_ratio: Number(entries) === 0 ? null : Number(errors) / Number(entries),
    warning_count: Number(warnings),
    api_metrics: logs.duration_ms === null ? null : {
      avg_response_time: average,
      max_response_time: longest,
      p95_response_time: p95,
      total_requests: Number(requests),
    },
  };
}
