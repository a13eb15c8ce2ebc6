import type { CategoryChart } from "../shared/chart_spec.ts";
import { formatMoney, formatWon } from "../shared/format_money.ts";
import { formatCount } from "../shared/format_number.ts";
import type { Amount } from "../shared/snapshot.ts";
import type { View } from "./view.ts";

interface Figures {
  readonly orders: number;
  readonly revenue: Amount;
}

/** What charts of sales are of: the revenue, or the orders where amounts are hidden. */
export interface Measure {
  readonly axis: Pick<CategoryChart, "format" | "exact" | "reach">;
  readonly value: (figures: Figures) => number;
  /** Heads of the table's columns of figures, and what stands in them. */
  readonly heads: readonly string[];
  readonly cells: (figures: Figures) => string[];
}

export function measureOf(masked: boolean, { texts, language }: View): Measure {
  if (masked) {
    return {
      axis: { reach: 5, format: formatCount, exact: formatCount },
      value: ({ orders }) => orders,
      heads: [texts.orders],
      cells: ({ orders }) => [formatCount(orders)],
    };
  }
  const won = (value: number) => formatWon(value, language);
  return {
    axis: { reach: 10_000, format: (value) => formatMoney(value, language), exact: won },
    value: ({ revenue }) => revenue ?? 0,
    heads: [texts.orders, texts.revenue],
    cells: ({ orders, revenue }) => [formatCount(orders), won(revenue ?? 0)],
  };
}
