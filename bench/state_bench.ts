import { openSqlite } from "@/lib/state/open_sqlite.ts";
import { PostgresDatabase } from "@/lib/state/postgres_database.ts";
import type { SqlDatabase } from "@/lib/state/sql_database.ts";
import { SqliteDatabase } from "@/lib/state/sqlite_database.ts";
import type { CheckRecord } from "@/lib/state/state_store.ts";
import { SqlStateStore } from "@/lib/state/state_store_sql.ts";
import { startPostgres } from "../tests/support/postgres.ts";
import type { BenchContext, Figure, Part, PartResult } from "./part.ts";
import { summaryOf, timed } from "./statistics.ts";

const NOW = Date.parse("2026-11-24T05:00:00Z");
const FIGURES = 60;
/** Of one market that is checked every ten seconds, in a month. */
const CHECKS = 30 * 24 * 360;
const HOUR = 3_600_000;
const TIMES = 200;

/** What the own state costs in a file and in a database on this machine, a month after it was begun. */
export const statePart: Part = { name: "state", title: "The own state", run: benchState };

async function benchState({ say }: BenchContext): Promise<PartResult> {
  const folder = await Deno.makeTempDir({ prefix: "marketpulse_bench_" });
  try {
    say("SQLite");
    const path = `${folder}/state.db`;
    const sqlite = await measure("SQLite", new SqliteDatabase(openSqlite(path), path));
    say("PostgreSQL");
    await using server = await startPostgres({ major: 15, settings: { fsync: "on" } });
    const timing = { limit: 60_000, retry: { minimum: 100, maximum: 100 } };
    const postgres = await measure("PostgreSQL", new PostgresDatabase({ url: server.url, timing }));
    return { figures: [...sqlite, ...postgres] };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function measure(name: string, database: SqlDatabase): Promise<Figure[]> {
  const store = new SqlStateStore(database);
  try {
    await fill(database);
    const figures = Object.fromEntries(
      Array.from({ length: FIGURES }, (_, index) => [`sales.figure_${index}`, index] as const),
    );
    const range = { metric: "sales.figure_0", from_ms: NOW - HOUR, to_ms: NOW, step_s: 60 };
    const median = async (run: (index: number) => Promise<unknown>) => {
      const taken: number[] = [];
      for (let index = 0; index < TIMES; index++) taken.push(await timed(() => run(index)));
      return summaryOf(taken).median;
    };
    const values: readonly (readonly [string, number])[] = [
      [`${FIGURES} figures of a moment`, await median((index) => store.recordSamples(NOW + index, figures))],
      ["a market's availability over a month", await median(() => store.availability("coupang", NOW))],
      ["a check", await median((index) => store.recordCheck(aCheck(NOW + index)))],
      [
        "one request out of a budget",
        await median((index) =>
          store.calls.take("coupang", { call: { at: NOW, id: `${index}` }, limit: 120 })
        ),
      ],
      ["an hour of a figure for a chart", await median(() => store.history(range))],
    ];
    return values.map(([what, value]) => ({ name: `${name}: ${what}`, value, unit: "ms", most: 50 }));
  } finally {
    await store.close();
  }
}

const aCheck = (at: number): CheckRecord => ({
  market: "coupang",
  at,
  class: "UP",
  status: "healthy",
  probe: "signed",
  status_code: 200,
  response_time: 120,
  error: null,
  confirmed: true,
  reason: null,
  phases: null,
});

async function fill(database: SqlDatabase): Promise<void> {
  const numbers = (count: number) =>
    `WITH RECURSIVE s (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < ${count})`;
  const { prefix } = database;
  await database.all(`${numbers(FIGURES)}
    INSERT INTO ${prefix}metrics (path) SELECT 'sales.figure_' || (i - 1) FROM s`);
  await database.all(`${numbers(HOUR / 4_000)}
    INSERT INTO ${prefix}samples (metric, at, value) SELECT id, ${NOW} - i * 4000, i FROM s, ${prefix}metrics`);
  await database.all(`${numbers(CHECKS)}
    INSERT INTO ${prefix}checks (market, at, class, status, probe, status_code, response_time)
    SELECT 'coupang', ${NOW} - CAST(i AS BIGINT) * 10000, CASE WHEN i % 500 = 0 THEN 'DOWN' ELSE 'UP' END,
      'healthy', 'signed', 200, 100 + i % 50 FROM s`);
}
