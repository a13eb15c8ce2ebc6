import type { TimeChart } from "../shared/chart_spec.ts";
import { formatClock, formatDuration, formatDurationTick, formatMoment } from "../shared/format_time.ts";
import { fill } from "../shared/i18n/fill.ts";
import { marketName } from "../shared/market_names.ts";
import type { ResponsePoint } from "../shared/response_series.ts";
import { marketColours } from "./market_colours.ts";
import { STEP } from "./response_steps.ts";
import { usualGap } from "./usual_gap.ts";
import type { View } from "./view.ts";

const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** Neighbouring steps are joined, also where a check in between came late; an empty step is a gap. */
const NEIGHBOURS = 1.6;

/** Response times of one market over the 24 hours before `to`, ms since 1970. */
export function marketChart(
  points: readonly ResponsePoint[],
  { code, markets, to, view }: {
    code: string;
    /** All that there are: they have different colours. */
    markets: readonly string[];
    to: number;
    view: View;
  },
): TimeChart {
  const { texts, timezone } = view;
  const name = marketName(code, view);
  const hours = Map.groupBy(points, ([at]) => Math.floor(at / HOUR) * HOUR);
  return {
    kind: "time",
    summary: fill(texts.responseSummaryDay, { market: name }),
    format: formatDurationTick,
    exact: formatDuration,
    reach: 200,
    from: to - DAY,
    to,
    joined: NEIGHBOURS * Math.max(STEP, usualGap(points) ?? STEP),
    series: [{ name, colour: marketColours(markets)[markets.indexOf(code)] ?? "series-1", dash: [], points }],
    clock: (at) => formatClock(at, timezone, "minute"),
    table: {
      head: [texts.time, texts.mean, texts.highest],
      rows: [...hours].map(([hour, inHour]) => [
        formatMoment(hour, to, timezone),
        ...describe(inHour),
      ]),
    },
  };
}

function describe(points: readonly ResponsePoint[]): string[] {
  const values = points.flatMap(([, value]) => value === null ? [] : [value]);
  if (values.length === 0) return ["–", "–"];
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return [formatDuration(mean), formatDuration(Math.max(...values))];
}
