import type { TimeChart, TimeSeries } from "../shared/chart_spec.ts";
import { formatClock, formatDuration, formatDurationTick } from "../shared/format_time.ts";
import { fill } from "../shared/i18n/fill.ts";
import { marketName } from "../shared/market_names.ts";
import type { ResponsePoint, ResponseSeries } from "../shared/response_series.ts";
import { marketColours } from "./market_colours.ts";
import { inMarketOrder, marketNumbers } from "./market_order.ts";
import { usualGap } from "./usual_gap.ts";
import type { View } from "./view.ts";

export const HOUR = 3_600_000;

/** Recorded are means of a minute. */
const MINUTE = 60_000;
/** Points that are further apart than so many usual gaps have a check missing. */
const NEIGHBOURS = 2.2;

const DASHES = [[], [6, 3], [2, 2], [8, 3, 2, 3]];

/** Response times of each market over the hour before `to`, ms since 1970. */
export function responseChart(series: ResponseSeries, to: number, view: View): TimeChart {
  const { texts, timezone } = view;
  const shown = inMarketOrder(series);
  const codes = shown.map(([code]) => code);
  const [colours, numbers] = [marketColours(codes), marketNumbers(codes)];
  const lines = shown.map(([code, points], index): TimeSeries => ({
    name: marketName(code, view),
    colour: colours[index]!,
    dash: DASHES[numbers[index]! % DASHES.length]!,
    points,
  }));
  const gaps = shown.map(([, points]) => usualGap(points) ?? MINUTE);
  return {
    kind: "time",
    summary: fill(texts.responseSummary, { count: lines.length }),
    format: formatDurationTick,
    exact: formatDuration,
    reach: 200,
    from: to - HOUR,
    to,
    joined: NEIGHBOURS * Math.max(MINUTE, ...gaps),
    series: lines,
    clock: (at) => formatClock(at, timezone, "minute"),
    table: {
      head: [texts.market, texts.latest, texts.mean, texts.highest],
      rows: lines.map(({ name, points }) => [name, ...describe(points)]),
    },
  };
}

function describe(points: readonly ResponsePoint[]): string[] {
  const values = points.flatMap(([, value]) => value === null ? [] : [value]);
  const latest = points.at(-1)?.[1] ?? null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return [
    latest === null ? "–" : formatDuration(latest),
    values.length > 0 ? formatDuration(mean) : "–",
    values.length > 0 ? formatDuration(Math.max(...values)) : "–",
  ];
}
