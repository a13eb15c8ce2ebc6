/** A chart of the seller's own, as data: what the snapshot has at its path. */
import type { CategoryChart, Colour, TimeChart } from "../shared/chart_spec.ts";
import { chartSource, customName } from "../shared/chart_source.ts";
import { type MetricUnit, seriesOf } from "../shared/custom_metric.ts";
import { formatClock, formatDay, formatMoment } from "../shared/format_time.ts";
import { fill } from "../shared/i18n/fill.ts";
import type { CustomChart } from "../shared/layout.ts";
import { marketName } from "../shared/market_names.ts";
import { isMoneyUnit } from "../shared/mask.ts";
import type { ResponsePoint } from "../shared/response_series.ts";
import type { Snapshot } from "../shared/snapshot.ts";
import { exactMetric, formatMetric } from "./metric_format.ts";
import { usualGap } from "./usual_gap.ts";
import type { View } from "./view.ts";

export interface NamedValue {
  readonly label: string;
  readonly value: number | null;
}

/** What stands at a chart's path: one figure, or several with their names; null while nothing is known. */
export type ChartData =
  & { readonly unit: MetricUnit; readonly format: string; readonly hidden: boolean }
  & ({ readonly figure: number | string | null } | { readonly values: readonly NamedValue[] | null });

export function chartData(snapshot: Snapshot, chart: CustomChart, view: View): ChartData {
  const name = customName(chart.metric);
  const face = (unit: MetricUnit, format = "") => {
    const shown = chart.unit ?? unit;
    return { unit: shown, format, hidden: !!snapshot.masked && (isMoneyUnit(unit) || isMoneyUnit(shown)) };
  };
  if (name !== undefined) {
    const own = snapshot.custom[name];
    const shared = face(own?.unit ?? "count", own?.format);
    if (own?.rows || own?.columns) return { ...shared, values: own.rows ? seriesOf(own) : null };
    return { ...shared, figure: own?.value ?? null };
  }
  const source = chartSource(chart.metric);
  const found = chart.metric.split(".").reduce<unknown>(member, snapshot) ?? null;
  if (source?.kind === "list") {
    const figure = chart.value ?? Object.keys(source.values)[0]!;
    const entries = Array.isArray(found) ? found as Record<string, unknown>[] : null;
    const values = entries?.map((entry) => ({
      label: labelOf(entry[source.label], source.label, view),
      value: numberOr(entry[figure]),
    }));
    return { ...face(source.values[figure] ?? "count"), values: values ?? null };
  }
  if (source?.kind === "table") {
    const entries = found === null ? null : Object.entries(found as Record<string, number>);
    const values = entries?.map(([word, value]) => ({ label: word || view.texts.noStatus, value }));
    return { ...face(source.unit), values: values ?? null };
  }
  return { ...face(source?.unit ?? "count"), figure: numberOr(found) };
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

const numberOr = (value: unknown): number | null => typeof value === "number" ? value : null;

function labelOf(value: unknown, member: string, view: View): string {
  if (member === "date") return formatDay(String(value), view.language);
  if (member === "hour") return fill(view.texts.hour, { hour: Number(value) });
  if (member === "market_code") return value ? marketName(String(value), view) : view.texts.noMarket;
  return String(value || view.texts.noName);
}

const COLOURS = 8;

/** Values with names as a line, columns or a ring. */
export function ownChart(
  values: readonly NamedValue[],
  { chart, data, view }: { chart: CustomChart; data: Pick<ChartData, "unit" | "format">; view: View },
): CategoryChart {
  const { language, texts } = view;
  const title = chart.title[language];
  const format = (value: number) => formatMetric(value, data, language);
  const exact = (value: number) => exactMetric(value, data, language);
  const ring = chart.type === "doughnut";
  return {
    kind: chart.type === "line" ? "line" : ring ? "doughnut" : "bar",
    summary: fill(texts.ownChartSummary, { title, count: values.length }),
    format,
    exact,
    reach: 1,
    labels: values.map(({ label }) => label),
    values: values.map(({ value }) => value),
    colours: ring ? values.map((_, index) => `series-${index % COLOURS + 1}` as Colour) : ["accent"],
    growing: false,
    table: {
      head: [texts.name, title],
      rows: values.map(({ label, value }) => [label, value === null ? "–" : exact(value)]),
    },
  };
}

const MINUTE = 60_000;
/** Points further apart than so many usual gaps have one missing between them. */
const NEIGHBOURS = 2.2;

/** One figure over the time before `to`, ms since 1970. */
export function ownTimeChart(
  points: readonly ResponsePoint[],
  { chart, data, to, view }: {
    chart: CustomChart;
    data: Pick<ChartData, "unit" | "format">;
    to: number;
    view: View;
  },
): TimeChart {
  const { language, texts, timezone } = view;
  const title = chart.title[language];
  const known = points.filter(([, value]) => value !== null);
  const every = Math.max(1, Math.ceil(known.length / 24));
  return {
    kind: "time",
    summary: fill(texts.ownTimeSummary, { title }),
    format: (value) => formatMetric(value, data, language),
    exact: (value) => exactMetric(value, data, language),
    reach: 1,
    from: to - chart.span,
    to,
    joined: NEIGHBOURS * Math.max(MINUTE, usualGap(points) ?? MINUTE),
    series: [{ name: title, colour: "accent", dash: [], points }],
    clock: (at) => formatClock(at, timezone, "minute"),
    table: {
      head: [texts.time, title],
      rows: known.filter((_, index) => index % every === 0).map(([at, value]) => [
        formatMoment(at, to, timezone),
        exactMetric(value!, data, language),
      ]),
    },
  };
}
