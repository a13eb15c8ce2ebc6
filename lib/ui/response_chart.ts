import type { TimeChart, TimeSeries } from "../shared/chart_spec.ts";
import { formatClock, formatDuration } from "../shared/format_time.ts";
import { fill } from "../shared/i18n/fill.ts";
import { marketName } from "../shared/market_names.ts";
import type { ResponsePoint, ResponseSeries } from "../shared/response_series.ts";
import { marketColour } from "./market_colour.ts";
import { inMarketOrder, marketNumber } from "./market_order.ts";
import type { View } from "./view.ts";

export const HOUR = 3_600_000;

/** Checks are a minute apart and recorded by the minute; points further apart than this have a check missing. */
const JOINED = 130_000;

const DASHES = [[], [6, 3], [2, 2], [8, 3, 2, 3]];

/** Response times of each market over the hour before `to`, ms since 1970. */
export function responseChart(series: ResponseSeries, to: number, view: View): TimeChart {
  const { texts, timezone } = view;
  const lines = inMarketOrder(series).map(([code, points]): TimeSeries => ({
    name: marketName(code, view),
    colour: marketColour(code),
    dash: DASHES[marketNumber(code) % DASHES.length]!,
    points,
  }));
  return {
    kind: "time",
    summary: fill(texts.responseSummary, { count: lines.length }),
    format: formatDuration,
    exact: formatDuration,
    reach: 200,
    from: to - HOUR,
    to,
    joined: JOINED,
    series: lines,
    clock: (at) => formatClock(at, timezone, "minute"),
    table: {
      head: [texts.market, texts.latest, texts.mean, texts.highest],
      rows: lines.map(({ name, points }) => [name, ...describe(points, texts.noAnswer)]),
    },
  };
}

function describe(points: readonly ResponsePoint[], noAnswer: string): string[] {
  const values = points.flatMap(([, value]) => value === null ? [] : [value]);
  const latest = points.at(-1)?.[1] ?? null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return [
    latest === null ? noAnswer : formatDuration(latest),
    values.length > 0 ? formatDuration(mean) : "–",
    values.length > 0 ? formatDuration(Math.max(...values)) : "–",
  ];
}
