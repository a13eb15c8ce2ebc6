import type { Config } from "../config/config.ts";
import { CustomReader } from "../metrics/custom/custom_reader.ts";
import { openDatabase } from "../metrics/open_database.ts";
import type { Clock } from "../shared/clock.ts";
import type { CustomMetric, CustomReading } from "../shared/custom_metric.ts";
import { type Finding, finding } from "./finding.ts";
import { customTexts } from "./texts.ts";

/** A statement that takes longer than this share of its time limit may soon take too long. */
const SLOW = 0.5;

/** Reads each of the seller's own metrics once, one after the other; the demo has no database to read from. */
export async function* checkCustom(
  { metrics, database, business, demo, clock }: Pick<Config, "metrics" | "database" | "business" | "demo"> & {
    readonly clock: Clock;
  },
): AsyncGenerator<Finding> {
  if (demo || !database.enabled) {
    yield finding("metrics", { name: "metrics", grade: "off", message: customTexts.off });
    return;
  }
  const open = (timeout: number) => openDatabase({ ...database, pool: 1, statement_timeout: timeout });
  const reader = new CustomReader({ database, business, clock, open });
  try {
    for (const metric of metrics) yield told(metric, (await reader.read(metric)).reading);
  } finally {
    await reader.close();
  }
}

function told(metric: CustomMetric, { outcome, took = 0 }: CustomReading): Finding {
  const name = `metrics.${metric.name}`;
  if ("reason" in outcome) {
    const { reason, remedy } = outcome;
    return finding("metrics", { name, grade: "fault", message: customTexts.fault(metric, reason), remedy });
  }
  const slow = took > SLOW * metric.timeout;
  return finding("metrics", {
    name,
    grade: slow ? "warning" : "ok",
    message: customTexts.read(metric, { outcome, took: Math.round(took) }),
    remedy: slow ? customTexts.slow : null,
  });
}
