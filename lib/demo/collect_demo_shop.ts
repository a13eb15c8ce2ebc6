import type { OnOrder } from "../collectors/serve_worker.ts";
import type { CustomReport, Update } from "../collectors/update.ts";
import { waitFor } from "../shared/wait_for.ts";
import { collectMetrics } from "../metrics/collect_metrics.ts";
import { collectCustom } from "../metrics/custom/collect_custom.ts";
import type { CustomOrder } from "../metrics/custom/options.ts";
import type { MetricsOptions, MetricsOrder } from "../metrics/options.ts";
import { type Clock, systemClock } from "../shared/clock.ts";
import type { CustomMetric } from "../shared/custom_metric.ts";
import { defaultSchema } from "../shared/default_schema.ts";
import { LiveShop } from "./shop_live.ts";
import { SECOND } from "./shop_time.ts";

/** The demo shop has its own database with tables of the default names, whatever the configuration says of the seller's. */
export interface DemoShopOptions extends MetricsOptions {
  /** Makes the same shop again on the same day, so that a restart continues what was shown before it. */
  readonly seed: number;
  /** The seller's own metrics, read from the demo shop's tables. */
  readonly metrics?: readonly CustomMetric[];
}

export type DemoOrder = MetricsOrder | CustomOrder;

export interface DemoShopDependencies {
  readonly clock?: Clock;
  readonly onOrder?: OnOrder<DemoOrder>;
}

const STEP = SECOND;

/**
 * Lets the demo shop live and reads its figures as those of a real one are read. All of it is in this thread, which the
 * database blocks while it works: for two seconds at the start, then for some milliseconds at a time.
 *
 * @throws when the database cannot be opened or the shop cannot go on
 */
export async function collectDemoShop(
  options: DemoShopOptions,
  post: (report: readonly Update[] | CustomReport) => void,
  signal: AbortSignal,
  { clock = systemClock, onOrder }: DemoShopDependencies = {},
): Promise<void> {
  await using shop = await LiveShop.open({ seed: options.seed, clock });
  const failed = new AbortController();
  const end = AbortSignal.any([signal, failed.signal]);
  // The collector ends the pool it was given, while the shop may still hold the connection.
  const lent = { connect: () => shop.pool.connect(), end: () => Promise.resolve() } as typeof shop.pool;
  // So small a shop is counted faster than its changes are found.
  const database = { ...options.database, incremental: false };
  const orders: { metrics?: (order: MetricsOrder) => void; custom?: (order: CustomOrder) => void } = {};
  onOrder?.((order) => "metrics" in order ? orders.custom?.(order) : orders.metrics?.(order));
  const running = [
    live(shop, end),
    collectMetrics({ ...options, database, schema: defaultSchema() }, post, end, {
      clock,
      onOrder: (receive) => orders.metrics = receive,
      openPool: () => lent,
    }),
    collectCustom({ ...options, metrics: options.metrics ?? [] }, post, end, {
      clock,
      onOrder: (receive) => orders.custom = receive,
      openPool: () => lent,
    }),
  ];
  try {
    await Promise.all(running);
  } finally {
    failed.abort();
    await Promise.allSettled(running);
  }
}

async function live(shop: LiveShop, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await waitFor(STEP, signal);
    await shop.step();
  }
}
