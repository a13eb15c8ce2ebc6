import type { CategoryChart, ChartSpec, TimeChart, TimeSeries } from "../shared/chart_spec.ts";
import { axis, options, valueAxis } from "./chart_options.ts";
import type { Palette } from "./palette.ts";

export type ChartDataset = Record<string, unknown>;

/** A Chart.js configuration, of which the types are left to Chart.js. */
export interface ChartConfig {
  readonly type: "line" | "bar" | "doughnut";
  readonly data: { labels?: (string | string[])[]; datasets: ChartDataset[] };
  readonly options: Record<string, unknown>;
}

export function chartConfig(spec: ChartSpec, palette: Palette): ChartConfig {
  switch (spec.kind) {
    case "time":
      return timeConfig(spec, palette);
    case "line":
      return lineConfig(spec, palette);
    case "doughnut":
      return doughnutConfig(spec, palette);
    case "bar":
    case "rows":
      return barConfig(spec, palette);
  }
}

function lineConfig(spec: CategoryChart, palette: Palette): ChartConfig {
  const last = spec.values.findLastIndex((value) => value !== null);
  const colour = palette.colour(spec.colours[0]!);
  const growing = ({ p1DataIndex }: { p1DataIndex: number }) => spec.growing && p1DataIndex === last;
  return {
    type: "line",
    data: {
      labels: [...spec.labels],
      datasets: [{
        data: [...spec.values],
        borderColor: colour,
        backgroundColor: palette.colour("accent-fill"),
        fill: "origin",
        borderWidth: 2.5 * palette.scale,
        tension: 0.3,
        cubicInterpolationMode: "monotone",
        pointRadius: ({ dataIndex }: { dataIndex: number }) => dataIndex === last ? 4 * palette.scale : 0,
        pointBackgroundColor: colour,
        pointBorderColor: palette.colour("surface"),
        pointBorderWidth: 2,
        pointHitRadius: 12,
        clip: 8,
        segment: { borderDash: (at: { p1DataIndex: number }) => growing(at) ? [4, 4] : undefined },
      }],
    },
    options: options(spec, palette, {
      scales: { x: axis(palette, { maxTicksLimit: 9 }), y: valueAxis(spec, palette) },
    }),
  };
}

function barConfig(spec: CategoryChart, palette: Palette): ChartConfig {
  const sideways = spec.kind === "rows";
  const names = axis(palette, { autoSkip: !sideways });
  const values = valueAxis(spec, palette);
  return {
    type: "bar",
    data: {
      // A column is narrow: what the label has after a blank goes into a second line.
      labels: sideways ? [...spec.labels] : spec.labels.map((label) => label.split(" ")),
      datasets: [{
        data: [...spec.values],
        backgroundColor: spec.colours.map((name) => palette.colour(name)),
        borderRadius: 4,
        maxBarThickness: (sideways ? 28 : 56) * palette.scale,
      }],
    },
    options: options(spec, palette, {
      indexAxis: sideways ? "y" : "x",
      scales: sideways ? { x: values, y: names } : { x: names, y: values },
    }),
  };
}

function doughnutConfig(spec: CategoryChart, palette: Palette): ChartConfig {
  const empty = spec.values.every((value) => !value);
  const colours = spec.colours.map((name) => palette.colour(name));
  return {
    type: "doughnut",
    data: {
      labels: [...spec.labels],
      datasets: [{
        // Nothing has no shares: an empty ring, instead of no ring at all.
        data: empty ? [1] : spec.values.map((value) => value ?? 0),
        backgroundColor: empty ? [palette.colour("line")] : colours,
        borderColor: palette.colour("surface"),
        borderWidth: 2,
      }],
    },
    options: options(spec, palette, {
      cutout: "68%",
      events: empty ? [] : undefined,
      interaction: { mode: "nearest", intersect: true },
    }),
  };
}

function timeConfig(spec: TimeChart, palette: Palette): ChartConfig {
  // Ten minutes of an hour, four hours of a day.
  const every = (spec.to - spec.from) / 6;
  return {
    type: "line",
    data: {
      datasets: spec.series.map(({ name, colour, dash, points }) => ({
        label: name,
        ...pointsOf(points, { joined: spec.joined, radius: 1.5 * palette.scale }),
        borderColor: palette.colour(colour),
        backgroundColor: palette.colour(colour),
        borderDash: dash.map((length) => length * palette.scale),
        borderWidth: 2 * palette.scale,
        pointHitRadius: 8,
      })),
    },
    options: options(spec, palette, {
      parsing: false,
      interaction: { mode: "nearest", axis: "x", intersect: false },
      scales: {
        x: {
          ...axis(palette, { stepSize: every, maxRotation: 0, callback: spec.clock }),
          type: "linear",
          min: spec.from,
          max: spec.to,
          // Ticks at round times: the axis moves on, its marks do not jump.
          afterBuildTicks: (scale: { ticks: { value: number }[] }) => {
            const first = Math.ceil(spec.from / every) * every;
            scale.ticks = Array.from({ length: 6 }, (_, index) => ({ value: first + index * every }));
          },
        },
        y: valueAxis(spec, palette),
      },
    }),
  };
}

/** More points than these are no longer told apart: the line says what they say. */
const TOLD_APART = 100;

function pointsOf(
  points: TimeSeries["points"],
  { joined, radius }: { readonly joined: number; readonly radius: number },
): { data: { x: number; y: number | null }[]; pointRadius: number | number[] } {
  const data = withGaps(points, joined);
  if (data.length <= TOLD_APART) return { data, pointRadius: radius };
  // One that no line leads to is seen as a point or not at all.
  const isLinked = (index: number) => [data[index - 1], data[index + 1]].some((beside) => beside?.y != null);
  return { data, pointRadius: data.map((_, index) => isLinked(index) ? 0 : radius) };
}

/** A line is broken where nothing answered and where nothing was measured. */
function withGaps(points: TimeSeries["points"], joined: number): { x: number; y: number | null }[] {
  return points.flatMap(([x, y], index) => {
    const before = points[index - 1]?.[0] ?? x;
    return x - before > joined ? [{ x: before, y: null }, { x, y }] : [{ x, y }];
  });
}
