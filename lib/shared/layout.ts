/** Which cards a page shows, in which order, and the charts of the seller's own among them. */
import type { MetricUnit } from "./custom_metric.ts";
import type { Text } from "./text.ts";

export const CHART_TYPES = ["line", "bar", "doughnut", "number", "table"] as const;
export type ChartType = (typeof CHART_TYPES)[number];

/** A chart as the configuration makes it. */
export interface CustomChart {
  readonly name: string;
  readonly title: Text;
  readonly type: ChartType;
  /** Path of a figure, a list or a table in the snapshot. */
  readonly metric: string;
  /** Which of a list's figures is drawn; null: the first. */
  readonly value: string | null;
  /** In place of the figure's own; null: that. */
  readonly unit: MetricUnit | null;
  /** Of a figure over time: so many ms up to now. */
  readonly span: number;
}

/** The program's own cards of the dashboard, in the order in which they are shown when nobody says another. */
export const DASHBOARD_CARDS = [
  "sales",
  "health",
  "system",
  "orders",
  "share",
  "weekly",
  "details",
  "response",
  "inventory",
  "jobs",
] as const;
export type DashboardCard = (typeof DASHBOARD_CARDS)[number];

/** What is shown, as every page gets it. */
export interface Layout {
  /** Cards by their names: one of {@linkcode DASHBOARD_CARDS}, `metric.NAME` or `chart.NAME`. */
  readonly dashboard: readonly string[];
  /** Those of the configuration by their names, shown or not. */
  readonly charts: Readonly<Record<string, CustomChart>>;
}

export const metricCard = (name: string): string => `metric.${name}`;
export const chartCard = (name: string): string => `chart.${name}`;

/** How somebody arranged a page: cards that are in neither list are new since then, and shown at the end. */
export interface Arrangement {
  readonly order: readonly string[];
  readonly hidden: readonly string[];
}

/** All cards that there are, in their usual order. */
export function allCards(
  { metrics, charts }: { metrics: readonly { name: string }[]; charts: readonly { name: string }[] },
): string[] {
  return [
    ...DASHBOARD_CARDS,
    ...metrics.map(({ name }) => metricCard(name)),
    ...charts.map(({ name }) => chartCard(name)),
  ];
}

/** The cards of `all` as somebody arranged them; what is not there any more is left out. */
export function arranged(all: readonly string[], { order, hidden }: Arrangement): string[] {
  const known = order.filter((card, index) => all.includes(card) && order.indexOf(card) === index);
  const added = all.filter((card) => !known.includes(card));
  return [...known, ...added].filter((card) => !hidden.includes(card));
}
