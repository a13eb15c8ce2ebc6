import type { CategoryChart } from "../shared/chart_spec.ts";
import { formatDay, hourIn } from "../shared/format_time.ts";
import { fill } from "../shared/i18n/fill.ts";
import type { Sales } from "../shared/snapshot.ts";
import { measureOf } from "./measure.ts";
import type { View } from "./view.ts";

/**
 * Today's revenue by hour, up to the hour of `at` (ms since 1970, null when nobody knows): later hours have no value,
 * not 0. The orders instead where amounts are hidden.
 */
export function hourlyChart(
  { hourly_trend: hours }: Sales,
  at: number | null,
  view: View,
  masked = false,
): CategoryChart {
  const { texts, timezone } = view;
  const { axis, value, heads, cells } = measureOf(masked, view);
  const current = at === null ? -1 : hours.findIndex(({ hour }) => hour === hourIn(at, timezone));
  const past = current < 0 ? hours : hours.slice(0, current + 1);
  const name = (hour: number) => fill(texts.hour, { hour });
  const best = past.reduce<Sales["hourly_trend"][number] | undefined>(
    (a, b) => a && value(a) >= value(b) ? a : b,
    undefined,
  );
  const [summary, empty] = masked
    ? [texts.hourlyOrdersSummary, texts.hourlyOrdersEmpty]
    : [texts.hourlySummary, texts.hourlyEmpty];
  return {
    kind: "line",
    ...axis,
    summary: best && value(best) > 0
      ? fill(summary, { hour: name(best.hour), value: axis.format(value(best)) })
      : empty,
    labels: hours.map(({ hour }) => name(hour)),
    values: hours.map((figures, index) => index < past.length ? value(figures) : null),
    colours: ["accent"],
    growing: current >= 0,
    table: {
      head: [texts.time, ...heads],
      rows: past.map((figures) => [name(figures.hour), ...cells(figures)]),
    },
  };
}

/** Revenue of the last eight business days, or their orders where amounts are hidden. */
export function weeklyChart({ weekly_trend: days }: Sales, view: View, masked = false): CategoryChart {
  const { texts, language } = view;
  const { axis, value, heads, cells } = measureOf(masked, view);
  const today = days.at(-1);
  return {
    kind: "bar",
    ...axis,
    summary: fill(masked ? texts.weeklyOrdersSummary : texts.weeklySummary, {
      value: axis.format(today ? value(today) : 0),
    }),
    labels: days.map(({ date }) => formatDay(date, language)),
    values: days.map(value),
    colours: days.map((_, index) => index === days.length - 1 ? "accent" : "accent-soft"),
    growing: true,
    table: {
      head: [texts.day, ...heads],
      rows: days.map((figures) => [formatDay(figures.date, language), ...cells(figures)]),
    },
  };
}
