import type { FiguresBySource } from "../collectors/update.ts";
import type { JobsMapping } from "../shared/default_schema.ts";
import { isoInZone } from "./business_day.ts";
import { type Reading, timeColumn } from "./reading.ts";
import { column, raw, type Sql, sql, table } from "./sql.ts";
import { wordOf } from "./words.ts";

interface JobRow {
  type: string;
  status: string;
  last_run: number | null;
  next_run: number | null;
}

const NEXT = 10;

/** Reads the ten active jobs that run next, overdue ones first. */
export async function readJobs(reading: Reading, jobs: JobsMapping): Promise<FiguresBySource["jobs"]> {
  const lastRun = await instantOf(reading, jobs, "last_run");
  const nextRun = await instantOf(reading, jobs, "next_run");
  const next = jobs.next_run === null ? sql`` : sql`${column(jobs.next_run)} NULLS LAST,`;
  const rows = await reading.transaction.rows<JobRow>(sql`
    SELECT ${wordOf(column(jobs.type))} AS type, ${wordOf(column(jobs.status))} AS status,
           ${lastRun} AS last_run, ${nextRun} AS next_run
    FROM ${table(jobs.table)}
    WHERE lower(${column(jobs.status)}::text COLLATE "C") = 'active'
    ORDER BY ${next} ${column(jobs.type)}
    LIMIT ${NEXT}`);
  const { timezone } = reading.options.business;
  const iso = (instant: number | null) =>
    instant === null || !Number.isFinite(instant) ? null : isoInZone(instant, timezone);
  return {
    scheduled_jobs: rows.map((row) => ({
      job_type: row.type,
      status: row.status,
      last_run_at: iso(row.last_run),
      next_run_at: iso(row.next_run),
    })),
  };
}

/** A run as milliseconds since 1970. What a column without a zone holds is of the business's zone. */
async function instantOf(reading: Reading, jobs: JobsMapping, run: "last_run" | "next_run"): Promise<Sql> {
  const mapped = jobs[run];
  if (mapped === null) return raw("NULL::float8");
  const { timezone } = reading.options.business;
  const { column, type } = await timeColumn(reading, {
    table: jobs.table,
    at: mapped,
    time_zone: timezone,
    key: `schema.jobs.${run}`,
  });
  const instant = type === "timestamptz" ? column : sql`${column}::timestamp AT TIME ZONE ${timezone}::text`;
  return sql`round(extract(epoch FROM ${instant}) * 1000)::float8`;
}
