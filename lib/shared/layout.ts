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

/** The same of a market's page. */
export const MARKET_CARDS = ["state", "responses", "checks"] as const;
export type MarketCard = (typeof MARKET_CARDS)[number];

/** The pages whose cards can be arranged; every market's page is arranged as the others. */
export const PAGES = ["dashboard", "market"] as const;
export type Page = (typeof PAGES)[number];

export const isPage = (name: unknown): name is Page => PAGES.some((page) => page === name);

/** What is on a page when nobody says otherwise. */
const USUAL: Readonly<
  Record<Page, {
    readonly cards: readonly string[];
    /** Whether the seller's own cards are shown without being asked for. */
    readonly own: boolean;
  }>
> = {
  dashboard: { cards: DASHBOARD_CARDS, own: true },
  market: { cards: MARKET_CARDS, own: false },
};

/** What is shown, as every page gets it. */
export interface Layout extends Readonly<Record<Page, readonly string[]>> {
  /** Cards by their names: one of {@linkcode DASHBOARD_CARDS}, `metric.NAME` or `chart.NAME`. */
  readonly dashboard: readonly string[];
  /** One of {@linkcode MARKET_CARDS}, `metric.NAME` or `chart.NAME`. */
  readonly market: readonly string[];
  /** Those of the configuration by their names, shown or not. */
  readonly charts: Readonly<Record<string, CustomChart>>;
}

export const metricCard = (name: string): string => `metric.${name}`;
export const chartCard = (name: string): string => `chart.${name}`;

/** Shown when nothing is known of the configuration. */
export const USUAL_LAYOUT: Layout = { dashboard: DASHBOARD_CARDS, market: MARKET_CARDS, charts: {} };

/** How somebody arranged a page: cards that are in neither list are new since then, and come at the end. */
export interface Arrangement {
  readonly order: readonly string[];
  readonly hidden: readonly string[];
}

/** The seller's own metrics and charts. */
export interface OwnCards {
  readonly metrics: readonly { readonly name: string }[];
  readonly charts: readonly { readonly name: string }[];
}

/** All cards that a page can have, in their usual order. */
export function allCards(page: Page, { metrics, charts }: OwnCards): string[] {
  return [
    ...USUAL[page].cards,
    ...metrics.map(({ name }) => metricCard(name)),
    ...charts.map(({ name }) => chartCard(name)),
  ];
}

/** All cards that a page can have, shown or not, first those of `order`; what is not there any more is left out. */
export function ordered(all: readonly string[], order: readonly string[]): string[] {
  const known = order.filter((card, index) => all.includes(card) && order.indexOf(card) === index);
  return [...known, ...all.filter((card) => !known.includes(card))];
}

/** The cards that a page shows as somebody arranged it. */
export function arranged(page: Page, all: readonly string[], arrangement: Arrangement): string[] {
  const { order, hidden } = arrangement;
  const { cards, own } = USUAL[page];
  return ordered(all, order).filter((card) =>
    !hidden.includes(card) && (own || order.includes(card) || cards.includes(card))
  );
}
