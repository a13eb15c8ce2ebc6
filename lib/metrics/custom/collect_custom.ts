import type { OnOrder } from "../../collectors/serve_worker.ts";
import type { CustomReport } from "../../collectors/update.ts";
import { type Clock, systemClock } from "../../shared/clock.ts";
import type { CustomMetric } from "../../shared/custom_metric.ts";
import type { Pool } from "../collect_metrics.ts";
import { openDatabase } from "../open_database.ts";
import { Wakes } from "../wakes.ts";
import { CustomReader } from "./custom_reader.ts";
import { Gathered } from "./gathered.ts";
import type { CustomOptions, CustomOrder } from "./options.ts";
import { Turns } from "./turns.ts";

/** Metrics that are read at a time, each over a connection: one that takes long does not keep all others waiting. */
const LANES = 2;
/** Milliseconds after which it is looked again, whatever happened; who is done rings. */
const AGAIN = 60_000;

export interface CustomDependencies {
  readonly clock?: Clock;
  /** Opens what is read from; the collector ends it. */
  readonly openPool?: () => Pool;
  readonly onOrder?: OnOrder<CustomOrder>;
  /** Milliseconds that never run backwards. */
  readonly elapsed?: () => number;
}

/**
 * Reads each of the seller's own metrics at once and then every interval, until `signal` aborts. An order puts other
 * metrics in their place: what did not change goes on as it was. One that fails harms no other.
 */
export async function collectCustom(
  options: CustomOptions,
  post: (report: CustomReport) => void,
  signal: AbortSignal,
  { clock = systemClock, openPool, onOrder, elapsed = () => performance.now() }: CustomDependencies = {},
): Promise<void> {
  const turns = new Turns();
  const bell = new Wakes();
  turns.use(options.metrics, elapsed());
  onOrder?.(({ metrics }) => {
    turns.use(metrics, elapsed());
    bell.ring();
  });
  const open = (timeout: number) =>
    openPool?.() ??
      openDatabase({ ...options.database, pool: LANES, statement_timeout: timeout }, "marketpulse metrics");
  const reader = new CustomReader({ ...options, clock, open });
  const gathered = new Gathered(post);
  const reading = new Set<Promise<void>>();
  const read = async (metric: CustomMetric) => {
    const { reading: result, ended } = await reader.read(metric);
    turns.done(metric, { ended, now: elapsed() });
    if (!signal.aborted && turns.wants(metric)) gathered.add(result);
  };
  try {
    while (!signal.aborted) {
      for (let metric; reading.size < LANES && (metric = turns.take(elapsed()));) {
        const one = read(metric).finally(() => {
          reading.delete(one);
          bell.ring();
        });
        reading.add(one);
      }
      await bell.next({ due: reading.size < LANES ? turns.untilNext(elapsed()) : AGAIN, rest: 0 }, signal);
    }
  } finally {
    await Promise.allSettled(reading);
    gathered[Symbol.dispose]();
    await reader.close();
  }
}
