import type { CategoryChart, Colour } from "../shared/chart_spec.ts";
import { formatCount, formatRatio } from "../shared/format_number.ts";
import type { LiveTexts } from "../shared/i18n/catalogue.ts";
import { fill } from "../shared/i18n/fill.ts";
import { marketName } from "../shared/market_names.ts";
import type { Orders } from "../shared/snapshot.ts";
import { marketColours } from "./market_colours.ts";
import { measureOf } from "./measure.ts";
import type { View } from "./view.ts";

export interface StatusShare {
  readonly label: string;
  readonly colour: Colour;
  readonly count: number;
}

/** The four groups of statuses, and the words that belong to none of them if there are any. */
export function statusShares(orders: Orders, texts: LiveTexts): StatusShare[] {
  const { pending, processing, completed, cancelled, status_counts } = orders;
  const all = Object.values(status_counts).reduce((sum, count) => sum + count, 0);
  const other = all - pending - processing - completed - cancelled;
  const shares: StatusShare[] = [
    { label: texts.statusPending, colour: "status-pending", count: pending },
    { label: texts.statusProcessing, colour: "status-processing", count: processing },
    { label: texts.statusCompleted, colour: "status-completed", count: completed },
    { label: texts.statusCancelled, colour: "status-cancelled", count: cancelled },
  ];
  return other > 0 ? [...shares, { label: texts.statusOther, colour: "status-other", count: other }] : shares;
}

/** The shares of the groups; its table also has every word of the seller's own, which may be in none of them. */
export function statusChart(orders: Orders, texts: LiveTexts): CategoryChart {
  const shares = statusShares(orders, texts);
  const total = shares.reduce((sum, { count }) => sum + count, 0);
  const words = Object.entries(orders.status_counts).toSorted(([, a], [, b]) => b - a);
  const row = (name: string, count: number) => [
    name,
    formatCount(count),
    total > 0 ? formatRatio(count / total) : "–",
  ];
  return {
    kind: "doughnut",
    summary: fill(texts.statusSummary, { total: formatCount(total) }),
    format: formatCount,
    exact: formatCount,
    reach: 1,
    labels: shares.map(({ label }) => label),
    values: shares.map(({ count }) => count),
    colours: shares.map(({ colour }) => colour),
    growing: false,
    table: {
      head: [texts.status, texts.orders, texts.share],
      rows: [
        ...shares.map(({ label, count }) => row(label, count)),
        ...words.map(([word, count]) => row(word ? fill(texts.statusWord, { word }) : texts.noStatus, count)),
      ],
    },
  };
}

/** Today's revenue of each market, or its orders where amounts are hidden; the biggest first. */
export function marketChart({ by_market: markets }: Orders, view: View, masked = false): CategoryChart {
  const { texts } = view;
  const { axis, value, heads, cells } = measureOf(masked, view);
  const sorted = markets.toSorted((a, b) => value(b) - value(a));
  const name = (code: string) => code ? marketName(code, view) : texts.noMarket;
  return {
    kind: "rows",
    summary: fill(masked ? texts.marketOrdersSummary : texts.marketShareSummary, { count: sorted.length }),
    ...axis,
    labels: sorted.map(({ market_code }) => name(market_code)),
    values: sorted.map(value),
    colours: marketColours(sorted.map(({ market_code }) => market_code)),
    growing: false,
    table: {
      head: [texts.market, ...heads],
      rows: sorted.map((figures) => [name(figures.market_code), ...cells(figures)]),
    },
  };
}
