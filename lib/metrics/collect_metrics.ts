import type pg from "pg";
import type { OnOrder } from "../collectors/serve_worker.ts";
import type { Update } from "../collectors/update.ts";
import { type Clock, systemClock } from "../shared/clock.ts";
import { isoInZone } from "./business_day.ts";
import { connectionFault } from "./connection_fault.ts";
import { Listener, type ListenerTiming } from "./listener.ts";
import { openDatabase } from "./open_database.ts";
import type { MetricsOptions, MetricsOrder } from "./options.ts";
import { Pace } from "./pace.ts";
import { paced } from "./paced.ts";
import { switchedOff } from "./read_figures.ts";
import { openReader } from "./open_reader.ts";
import type { ShopReader } from "./shop_reader.ts";
import { TABLE_SOURCES } from "./sources.ts";
import { Wakes } from "./wakes.ts";

/** What is needed of a pool of npm:pg. */
export type Pool = Pick<pg.Pool, "connect" | "end">;

/** What tests and the demo put in the place of the outside world. */
export interface MetricsDependencies {
  /** Says which business day is today. */
  clock?: Clock;
  /** Opens what is read from, which is not listened to; the collector ends it. Called again after it threw. */
  openPool?: () => Pool;
  onOrder?: OnOrder<MetricsOrder>;
  listenerTiming?: Partial<ListenerTiming>;
}

/**
 * Reads the shop's figures from PostgreSQL, at once and then every interval, until `signal` aborts; a notification of the
 * database brings the next tick forward. A tick that takes longer than the interval lengthens it. A source that cannot be
 * read is posted as failed, and all of them are when there is no connection; both are tried again at the next tick.
 */
export async function collectMetrics(
  options: MetricsOptions,
  post: (updates: readonly Update[]) => void,
  signal: AbortSignal,
  { clock = systemClock, openPool, onOrder, listenerTiming }: MetricsDependencies = {},
): Promise<void> {
  const wakes = new Wakes();
  const pace = new Pace(options.interval);
  onOrder?.(({ interval }) => {
    pace.ask(interval);
    wakes.ring();
  });
  const { database } = options;
  const listens = !openPool && Boolean(database.notify_channel) && database.pool > 1;
  const listener = listens
    ? new Listener({ database, onChange: () => wakes.ring(), timing: listenerTiming })
    : undefined;
  const over = new AbortController();
  const listening = listener?.run(AbortSignal.any([signal, over.signal]));
  const reading: Reading = {
    options,
    reader: openReader(options),
    clock,
    listener,
    open: openPool ??
      (() => openDatabase({ ...database, pool: listens ? database.pool - 1 : database.pool })),
    pool: undefined,
  };
  try {
    for (let woken = false; !signal.aborted;) {
      const started = performance.now();
      const { updates, took } = await tick(reading);
      if (signal.aborted) break;
      if (took !== null) pace.took(took);
      post(
        paced(updates, {
          pace,
          wakeup: { listener: listener?.state ?? "off", losses: listener?.losses ?? 0, woken },
        }),
      );
      const due = pace.interval - (performance.now() - started);
      woken = await wakes.next({ due, rest: pace.restAfter(took ?? 0) }, signal);
    }
  } finally {
    over.abort();
    await Promise.all([reading.pool?.end(), listening]);
  }
}

interface Reading {
  readonly options: MetricsOptions;
  readonly reader: ShopReader;
  readonly clock: Clock;
  readonly listener: Listener | undefined;
  readonly open: () => Pool;
  pool: Pool | undefined;
}

interface Tick {
  readonly updates: Update[];
  /** Milliseconds that reading took, without the wait for a connection; null where nothing could be read. */
  readonly took: number | null;
}

async function tick(reading: Reading): Promise<Tick> {
  const now = reading.clock.now();
  try {
    reading.pool ??= reading.open();
    return await readWith(reading.pool, reading, now);
  } catch (error) {
    return { updates: failures(error, reading.options, now), took: null };
  }
}

async function readWith(pool: Pool, { reader, listener }: Reading, now: number): Promise<Tick> {
  const connection = await pool.connect();
  try {
    await listener?.prove(connection);
    const started = performance.now();
    const updates = await reader.read(connection, now);
    const took = performance.now() - started;
    connection.release();
    return { updates, took };
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
