import type { CategoryChart, ChartSpec, TimeChart } from "../shared/chart_spec.ts";
import type { Palette } from "./palette.ts";

export type ChartDataset = Record<string, unknown>;

/** A Chart.js configuration, of which the types are left to Chart.js. */
export interface ChartConfig {
  readonly type: "line" | "bar" | "doughnut";
  readonly data: { labels?: string[]; datasets: ChartDataset[] };
  readonly options: Record<string, unknown>;
}

/** Told apart by more than their colour. */
const DASHES = [[], [6, 3], [2, 2], [8, 3, 2, 3]];

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
        borderWidth: 2.5,
        tension: 0.3,
        cubicInterpolationMode: "monotone",
        pointRadius: ({ dataIndex }: { dataIndex: number }) => dataIndex === last ? 4 : 0,
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
  const names = axis(palette, { autoSkip: false });
  const values = valueAxis(spec, palette);
  return {
    type: "bar",
    data: {
      labels: [...spec.labels],
      datasets: [{
        data: [...spec.values],
        backgroundColor: spec.colours.map((name) => palette.colour(name)),
        borderRadius: 4,
        maxBarThickness: sideways ? 28 : 56,
      }],
    },
    options: options(spec, palette, {
      indexAxis: sideways ? "y" : "x",
      scales: sideways ? { x: values, y: names } : { x: names, y: values },
    }),
  };
}

function doughnutConfig(spec: CategoryChart, palette: Palette): ChartConfig {
  return {
    type: "doughnut",
    data: {
      labels: [...spec.labels],
      datasets: [{
        data: spec.values.map((value) => value ?? 0),
        backgroundColor: spec.colours.map((name) => palette.colour(name)),
        borderColor: palette.colour("surface"),
        borderWidth: 2,
      }],
    },
    options: options(spec, palette, { cutout: "68%", interaction: { mode: "nearest", intersect: true } }),
  };
}

function timeConfig(spec: TimeChart, palette: Palette): ChartConfig {
  const tenMinutes = 600_000;
  return {
    type: "line",
    data: {
      datasets: spec.series.map(({ name, colour, points }, index) => ({
        label: name,
        data: points.map(([x, y]) => ({ x, y })),
        borderColor: palette.colour(colour),
        backgroundColor: palette.colour(colour),
        borderDash: DASHES[index % DASHES.length],
        borderWidth: 2,
        pointRadius: 1.5,
        pointHitRadius: 8,
        spanGaps: spec.joined,
      })),
    },
    options: options(spec, palette, {
      parsing: false,
      interaction: { mode: "nearest", axis: "x", intersect: false },
      scales: {
        x: {
          ...axis(palette, { stepSize: tenMinutes, maxRotation: 0, callback: spec.clock }),
          type: "linear",
          min: spec.from,
          max: spec.to,
          // Ticks at round minutes: the axis moves on, its marks do not jump.
          afterBuildTicks: (scale: { ticks: { value: number }[] }) => {
            const first = Math.ceil(spec.from / tenMinutes) * tenMinutes;
            scale.ticks = Array.from({ length: 6 }, (_, index) => ({ value: first + index * tenMinutes }));
          },
        },
        y: valueAxis(spec, palette),
      },
    }),
  };
}

/** A position on the chart as Chart.js tells its tooltip of it. */
interface TooltipItem {
  readonly label: string;
  readonly raw: unknown;
  readonly dataset: { readonly label?: string };
}

function options(spec: ChartSpec, palette: Palette, more: Record<string, unknown>): Record<string, unknown> {
  const value = (raw: unknown) => typeof raw === "number" ? raw : (raw as { y: number }).y;
  const name = ({ dataset, label }: TooltipItem) => spec.kind === "time" ? dataset.label : label;
  const title = (items: TooltipItem[]) =>
    spec.kind === "time" && items[0] ? spec.clock((items[0].raw as { x: number }).x) : "";
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    interaction: { mode: "index", intersect: false },
    font: { family: palette.font, size: palette.fontSize },
    plugins: {
      tooltip: {
        backgroundColor: palette.colour("ink"),
        titleColor: palette.colour("surface"),
        bodyColor: palette.colour("surface"),
        titleFont: { family: palette.font, size: palette.fontSize },
        bodyFont: { family: palette.font, size: palette.fontSize },
        displayColors: false,
        padding: 10,
        callbacks: {
          title,
          label: (item: TooltipItem) => `${name(item)}  ${spec.exact(value(item.raw))}`,
        },
      },
    },
    ...more,
  };
}

function axis(palette: Palette, ticks: Record<string, unknown>): Record<string, unknown> {
  return {
    grid: { display: false },
    border: { color: palette.colour("line") },
    ticks: {
      color: palette.colour("ink-soft"),
      font: { family: palette.font, size: palette.fontSize },
      maxRotation: 0,
      ...ticks,
    },
  };
}

function valueAxis(spec: ChartSpec, palette: Palette): Record<string, unknown> {
  const plain = axis(palette, { maxTicksLimit: 5, callback: spec.format });
  return {
    ...plain,
    beginAtZero: true,
    grid: { color: palette.colour("line"), drawTicks: false },
    border: { display: false },
  };
}
