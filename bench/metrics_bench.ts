import { openDatabase } from "@/lib/metrics/open_database.ts";
import type { MetricsOptions } from "@/lib/metrics/options.ts";
import { readFigures } from "@/lib/metrics/read_figures.ts";
import { defaultSchema } from "@/lib/shared/default_schema.ts";
import type { TestPostgres } from "@/tests/support/postgres.ts";
import type { BenchContext, Part, PartResult } from "./part.ts";
import { summaryOf, timed } from "./statistics.ts";

const ROUNDS = 5;
const TICKS_PER_ROUND = 10;

/** The old system's eight queries, what one viewer cost every five seconds, beside one of our ticks. */
export const metricsPart: Part = {
  name: "metrics",
  title: "A tick beside the old system's queries",
  run: benchMetrics,
};

async function benchMetrics({ orders, shops, say }: BenchContext): Promise<PartResult> {
  const { server, version, rows, prepared } = await shops.of(orders);
  const durations = await measure(server, say);
  const [old, ours] = [summaryOf(durations.old), summaryOf(durations.ours)];
  const note = `${rows.orders} orders`;
  return {
    figures: [
      { name: "old system's queries, median", value: old.median, unit: "ms", note },
      {
        name: "MarketPulse's first tick, which counts everything, median",
        value: ours.median,
        unit: "ms",
        note,
      },
      { name: "ratio", value: old.median / ours.median, unit: "×" },
    ],
    details: { postgres: version, rows, prepared, old, ours },
  };
}

/** In turns, both on the same indexed tables. */
async function measure(
  server: TestPostgres,
  say: (line: string) => void,
): Promise<{ old: number[]; ours: number[] }> {
  const options: MetricsOptions = {
    database: { url: server.url, pool: 1, statement_timeout: 60_000, incremental: true },
    business: { timezone: "Asia/Seoul", day_start: "00:00", low_stock: 10, revenue: "gross" },
    interval: 5000,
    schema: defaultSchema(),
  };
  const oldQueries = await Deno.readTextFile(new URL("./old_queries.sql", import.meta.url));
  const pool = openDatabase(options.database);
  const connection = await pool.connect();
  const [old, ours]: [number[], number[]] = [[], []];
  try {
    for (let round = 1; round <= ROUNDS; round++) {
      say(`round ${round} of ${ROUNDS}`);
      old.push(await timed(() => connection.query(oldQueries)));
      for (let tick = 0; tick < TICKS_PER_ROUND; tick++) {
        ours.push(await timed(() => readFigures(connection, options, Date.now())));
      }
    }
  } finally {
    connection.release();
    await pool.end();
  }
  return { old, ours };
}
