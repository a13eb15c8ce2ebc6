import type { FiguresBySource } from "../collectors/update.ts";
import type { LogsMapping } from "../shared/default_schema.ts";
import { Fault } from "./fault.ts";
import { type Reading, timeColumn } from "./reading.ts";
import { column, raw, type Sql, sql, table } from "./sql.ts";
import { SOURCE_TEXTS } from "./texts.ts";
import { at } from "./time_column.ts";

export type SystemFigures = FiguresBySource["system"];

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
export const ERROR_LEVELS = ["error", "critical", "fatal"];
export const WARNING_LEVELS = ["warning", "warn"];

const MINUTE = 60_000;

/** Reads errors and warnings of the last hour and response times of the last five minutes, up to now. */
export async function readSystem(reading: Reading, logs: LogsMapping): Promise<SystemFigures> {
  const { transaction, moments: { now } } = reading;
  const time = await timeColumn(reading, { ...logs, key: "schema.logs.at" });
  if (time.type === "date") throw new Fault(SOURCE_TEXTS.dateWithoutTime("schema.logs.at"));

  const level = levelOf(logs);
  const duration = durationOf(logs);
  const timed = sql`${time.column} > ${at(now - 5 * MINUTE, time)} AND ${isTimed(duration)}`;
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
  const [all, wrong, warned, count] = [entries, errors, warnings, requests].map(Number) as [
    number,
    number,
    number,
    number,
  ];
  return systemFrom(logs, { entries: all, errors: wrong, warnings: warned, count, average, longest, p95 });
}

/** What the logs of an hour, and the durations of five minutes, come to. */
export interface LogCounts {
  readonly entries: number;
  readonly errors: number;
  readonly warnings: number;
  /** Rows with a duration. */
  readonly count: number;
  readonly average: number | null;
  readonly longest: number | null;
  readonly p95: number | null;
}

export function systemFrom({ duration_ms }: LogsMapping, counts: LogCounts): SystemFigures {
  const { entries, errors, warnings, count, average, longest, p95 } = counts;
  return {
    error_rate: errors,
    error_ratio: entries === 0 ? null : errors / entries,
    warning_count: warnings,
    api_metrics: duration_ms === null ? null : {
      avg_response_time: average,
      max_response_time: longest,
      p95_response_time: p95,
      total_requests: count,
    },
  };
}

/** A row's level in lower case. */
export function levelOf({ level }: LogsMapping): Sql {
  return sql`lower(${column(level)}::text COLLATE "C")`;
}

export function durationOf({ duration_ms }: LogsMapping): Sql {
  return sql`${duration_ms === null ? raw("NULL") : column(duration_ms)}::float8`;
}

/** Whether there is a duration. The range leaves NULL, NaN and infinity out. */
export function isTimed(duration: Sql): Sql {
  return sql`${duration} BETWEEN -1e15 AND 1e15`;
}
