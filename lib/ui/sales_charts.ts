import type { CategoryChart } from "../shared/chart_spec.ts";
import { formatMoney, formatWon } from "../shared/format_money.ts";
import { formatCount } from "../shared/format_number.ts";
import { formatDay, hourIn } from "../shared/format_time.ts";
import { fill } from "../shared/i18n/fill.ts";
import type { Sales } from "../shared/snapshot.ts";
import type { View } from "./view.ts";

/** What the charts of amounts have in common. */
export function moneyAxis({ language }: View): Pick<CategoryChart, "format" | "exact" | "reach"> {
  return {
    reach: 10_000,
    format: (value) => formatMoney(value, language),
    exact: (value) => formatWon(value, language),
  };
}

/**
 * Today's revenue by hour, up to the hour of `at` (ms since 1970, null when nobody knows): later hours have no value,
 * not 0.
 */
export function hourlyChart({ hourly_trend: hours }: Sales, at: number | null, view: View): CategoryChart {
  const { texts, timezone, language } = view;
  const current = at === null ? -1 : hours.findIndex(({ hour }) => hour === hourIn(at, timezone));
  const past = current < 0 ? hours : hours.slice(0, current + 1);
  const name = (hour: number) => fill(texts.hour, { hour });
  const best = past.reduce((a, b) => b.revenue > a.revenue ? b : a, { hour: 0, revenue: 0 });
  const value = formatMoney(best.revenue, language);
  return {
    kind: "line",
    ...moneyAxis(view),
    summary: best.revenue > 0
      ? fill(texts.hourlySummary, { hour: name(best.hour), value })
      : texts.hourlyEmpty,
    labels: hours.map(({ hour }) => name(hour)),
    values: hours.map(({ revenue }, index) => index < past.length ? revenue : null),
    colours: ["accent"],
    growing: current >= 0,
    table: {
      head: [texts.time, texts.orders, texts.revenue],
      rows: past.map(({ hour, orders, revenue }) => [
        name(hour),
        formatCount(orders),
        formatWon(revenue, language),
      ]),
    },
  };
}

/** Revenue of the last eight business days. */
export function weeklyChart({ weekly_trend: days }: Sales, view: View): CategoryChart {
  const { texts, language } = view;
  const today = formatMoney(days.at(-1)?.revenue ?? 0, language);
  return {
    kind: "bar",
    ...moneyAxis(view),
    summary: fill(texts.weeklySummary, { value: today }),
    labels: days.map(({ date }) => formatDay(date, language)),
    values: days.map(({ revenue }) => revenue),
    colours: days.map((_, index) => index === days.length - 1 ? "accent" : "accent-soft"),
    growing: true,
    table: {
      head: [texts.day, texts.orders, texts.revenue],
      rows: days.map(({ date, orders, revenue }) => [
        formatDay(date, language),
        formatCount(orders),
        formatWon(revenue, language),
      ]),
    },
  };
}
