import type { CustomMetric } from "../../shared/custom_metric.ts";
import type { MetricsOptions } from "../options.ts";

/** Which metrics of the seller's own are read from where. */
export interface CustomOptions {
  readonly database: Pick<MetricsOptions["database"], "url">;
  readonly business: Pick<MetricsOptions["business"], "timezone" | "day_start">;
  readonly metrics: readonly CustomMetric[];
}

/** What a running collector can be told: these metrics from now on. */
export interface CustomOrder {
  readonly metrics: readonly CustomMetric[];
}
