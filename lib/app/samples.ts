import type { CustomReport, Update } from "../collectors/update.ts";

/** Where each source's figures stand in the snapshot; sources without an entry have no figures of their own. */
const SECTION: Partial<Record<Update["source"], string>> = {
  sales: "sales",
  orders: "orders",
  inventory: "inventory",
  system: "system",
  checks: "api_status",
};

/** Named by the shop's data, so their number has no bound. */
const UNBOUNDED = new Set(["orders.status_counts"]);

/** Where a market's response time stands in the snapshot. */
export function responseTimePath(market: string): string {
  return `api_status.${market}.response_time`;
}

/**
 * The figures of an update that are kept over time, by their path in the snapshot (`sales.today.today_orders`,
 * `api_status.coupang.response_time`). Unknown figures are left out; lists are not figures over time.
 */
export function samplesOf(update: Update): Record<string, number> {
  const section = SECTION[update.source];
  if (update.kind === "failed" || section === undefined) return {};
  if (update.source !== "checks") return Object.fromEntries(leaves(update.data, section));
  const times = Object.entries(update.data).flatMap(([market, { response_time }]) =>
    response_time === null ? [] : [[responseTimePath(market), response_time] as const]
  );
  return Object.fromEntries(times);
}

function leaves(value: unknown, path: string): [string, number][] {
  if (typeof value === "number") return [[path, value]];
  if (typeof value !== "object" || value === null || Array.isArray(value) || UNBOUNDED.has(path)) return [];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`));
}

/** The figures of the seller's own metrics by their paths; what was not read or is a table has none. */
export function customSamples(readings: CustomReport["custom"]): Record<string, number> {
  return Object.fromEntries(
    readings.flatMap(({ name, outcome }) =>
      "value" in outcome && typeof outcome.value === "number" ? [[`custom.${name}`, outcome.value]] : []
    ),
  );
}
