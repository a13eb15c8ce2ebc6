import type pg from "pg";
import type { OnOrder } from "../collectors/serve_worker.ts";
import type { Update } from "../collectors/update.ts";
import { type Clock, systemClock } from "../shared/clock.ts";
import { waitFor } from "../shared/wait_for.ts";
import { isoInZone } from "./business_day.ts";
import { connectionFault } from "./connection_fault.ts";
import { openDatabase } from "./open_database.ts";
import type { MetricsOptions } from "./options.ts";
import { switchedOff } from "./read_figures.ts";
import { openReader } from "./open_reader.ts";
import type { ShopReader } from "./shop_reader.ts";
import { TABLE_SOURCES } from "./sources.ts";

/** What is needed of a pool of npm:pg. */
export type Pool = Pick<pg.Pool, "connect" | "end">;

/** What tests and the demo put in the place of the outside world. */
export interface MetricsDependencies {
  /** Says which business day is today. */
  clock?: Clock;
  /** Opens what is read from; the collector ends it. Called again at the next tick after it threw. */
  openPool?: () => Pool;
  /** Nothing is ordered of it yet. */
  onOrder?: OnOrder<never>;
}

/**
 * Reads the shop's figures from PostgreSQL, at once and then every interval, until `signal` aborts. A tick that takes
 * longer than the interval delays the next. A source that cannot be read is posted as failed, and all of them are when
 * there is no connection; both are tried again at the next tick.
 */
export async function collectMetrics(
  options: MetricsOptions,
  post: (updates: readonly Update[]) => void,
  signal: AbortSignal,
  { clock = systemClock, openPool = () => openDatabase(options.database) }: MetricsDependencies = {},
): Promise<void> {
  const reader = openReader(options);
  let pool: Pool | undefined;
  try {
    while (!signal.aborted) {
      const started = performance.now();
      const now = clock.now();
      let updates: Update[];
      try {
        pool ??= openPool();
        updates = await readWith(pool, reader, now);
      } catch (error) {
        updates = failures(error, options, now);
      }
      if (signal.aborted) break;
      post(updates);
      await waitFor(options.interval - (performance.now() - started), signal);
    }
  } finally {
    await pool?.end();
  }
}

async function readWith(pool: Pool, reader: ShopReader, now: number): Promise<Update[]> {
  const connection = await pool.connect();
  try {
    const updates = await reader.read(connection, now);
    connection.release();
    return updates;
  } catch (error) {
    // Nothing is known of its state any more, so it must not go back to the pool.
    connection.release(true);
    throw error;
  }
}

function failures(error: unknown, options: MetricsOptions, now: number): Update[] {
  const { texts } = connectionFault(error, options.database.url);
  const at = isoInZone(now, options.business.timezone);
  return [
    { kind: "failed", source: "database", at, ...texts },
    ...TABLE_SOURCES.map((source): Update =>
      options.schema[source.relation]
        ? { kind: "failed", source: source.source, at, ...texts }
        : switchedOff(source, at)
    ),
  ];
}
