import { openDatabase } from "@/lib/metrics/open_database.ts";
import type { MetricsOptions } from "@/lib/metrics/options.ts";
import { readFigures } from "@/lib/metrics/read_figures.ts";
import { recommendedIndexes } from "@/lib/metrics/recommended_indexes.ts";
import { defaultSchema } from "@/lib/shared/default_schema.ts";
import { startPostgres, type TestPostgres } from "@/tests/support/postgres.ts";
import { type ShopSize, shopStatements } from "./shop_data.ts";
import { type Summary, summaryOf, timed } from "./statistics.ts";

export interface MetricsBenchResult {
  postgres: string;
  rows: ShopSize;
  /** Seconds that building the tables and the indexes took. */
  prepared: number;
  /** The old system's eight queries, what one viewer cost every five seconds. */
  old: Summary;
  /** One of our ticks, however many viewers there are. */
  ours: Summary;
}

const ROUNDS = 5;
const TICKS_PER_ROUND = 10;

/**
 * Builds a shop on a real PostgreSQL and runs the old system's queries and our tick in turns, both on the same indexed
 * tables.
 *
 * @param say is told what is going on
 */
export async function benchMetrics(size: ShopSize, say: (line: string) => void): Promise<MetricsBenchResult> {
  // The old queries take the session's zone for the shop's.
  const settings = {
    timezone: "Asia/Seoul",
    shared_buffers: "1GB",
    maintenance_work_mem: "512MB",
    max_wal_size: "8GB",
  };
  await using server = await startPostgres({ major: 15, settings });
  const prepared = await timed(() => prepare(server, size, say)) / 1000;
  const [postgres] = await server.query<{ version: string }>("SELECT version()");
  const [rows] = await server.query<Record<keyof ShopSize, string>>(`
    SELECT (SELECT count(*) FROM market_orders) AS orders, (SELECT count(*) FROM unified_products) AS products,
           (SELECT count(*) FROM system_logs) AS logs`);
  const durations = await measure(server, say);
  return {
    postgres: postgres!.version,
    rows: { orders: Number(rows!.orders), products: Number(rows!.products), logs: Number(rows!.logs) },
    prepared,
    old: summaryOf(durations.old),
    ours: summaryOf(durations.ours),
  };
}

async function prepare(server: TestPostgres, size: ShopSize, say: (line: string) => void): Promise<void> {
  for (
    const statement of [...shopStatements(size), ...recommendedIndexes(defaultSchema()), "VACUUM ANALYZE"]
  ) {
    say(statement.trim().split("\n")[0]!.slice(0, 100));
    await server.query(statement);
  }
}

async function measure(
  server: TestPostgres,
  say: (line: string) => void,
): Promise<{ old: number[]; ours: number[] }> {
  const options: MetricsOptions = {
    database: { url: server.url, pool: 1, statement_timeout: 60_000 },
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
