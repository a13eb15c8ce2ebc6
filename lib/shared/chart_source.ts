/** What of the snapshot a chart of the seller's own can be of; adding a path is a row. */
import type { MetricUnit } from "./custom_metric.ts";
import type { SourceName } from "./snapshot.ts";

/** One figure, a list of entries with a name and figures, or a table of figures by their names. */
export type ChartSource =
  | { readonly kind: "figure"; readonly unit: MetricUnit }
  | {
    readonly kind: "list";
    readonly label: string;
    /** Members that are figures; the first one is drawn unless the chart names another. */
    readonly values: Readonly<Record<string, MetricUnit>>;
  }
  | { readonly kind: "table"; readonly unit: MetricUnit };

const figure = (unit: MetricUnit): ChartSource => ({ kind: "figure", unit });
const sold = (label: string): ChartSource => ({
  kind: "list",
  label,
  values: { revenue: "KRW", orders: "count" },
});

export const CHART_SOURCES: Readonly<Record<string, ChartSource>> = {
  "sales.today.today_orders": figure("count"),
  "sales.today.today_revenue": figure("KRW"),
  "sales.today.unique_customers": figure("count"),
  "sales.yesterday_same_time.orders": figure("count"),
  "sales.yesterday_same_time.revenue": figure("KRW"),
  "sales.weekly_trend": sold("date"),
  "sales.hourly_trend": sold("hour"),
  "orders.by_market": sold("market_code"),
  "orders.status_counts": { kind: "table", unit: "count" },
  "orders.pending": figure("count"),
  "orders.processing": figure("count"),
  "orders.completed": figure("count"),
  "orders.cancelled": figure("count"),
  "inventory.total_products": figure("count"),
  "inventory.low_stock": figure("count"),
  "inventory.out_of_stock": figure("count"),
  "inventory.inventory_value": figure("KRW"),
  "inventory.low": { kind: "list", label: "name", values: { stock: "count" } },
  "system.error_rate": figure("count"),
  "system.error_ratio": figure("ratio"),
  "system.warning_count": figure("count"),
  "system.api_metrics.avg_response_time": figure("ms"),
  "system.api_metrics.max_response_time": figure("ms"),
  "system.api_metrics.p95_response_time": figure("ms"),
  "system.api_metrics.total_requests": figure("count"),
};

/** The name of a metric of the seller's own that a path names; undefined when it names something else. */
export function customName(path: string): string | undefined {
  return path.startsWith("custom.") ? path.slice("custom.".length) : undefined;
}

/** The code of the market, or the name of the own check, whose response time a path names. */
export function checkedName(path: string): string | undefined {
  return /^api_status\.([^.]+)\.response_time$/.exec(path)?.[1];
}

/** What a path leads to; undefined when it leads nowhere, or to a metric of the seller's own, which tells itself. */
export function chartSource(path: string): ChartSource | undefined {
  if (checkedName(path) !== undefined) return figure("ms");
  return Object.hasOwn(CHART_SOURCES, path) ? CHART_SOURCES[path] : undefined;
}

/** Whose age and state the figures have. */
export function sourceOfPath(path: string): SourceName {
  const [first] = path.split(".");
  if (first === "api_status") return "checks";
  return first as "sales" | "orders" | "inventory" | "system";
}
