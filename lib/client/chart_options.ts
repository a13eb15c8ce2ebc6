/** What all charts have in common: axes, tooltip, fonts. */
import type { ChartSpec } from "../shared/chart_spec.ts";
import type { Palette } from "./palette.ts";

/** A position on the chart as Chart.js tells its tooltip of it. */
interface TooltipItem {
  readonly label: string;
  readonly raw: unknown;
  readonly dataset: { readonly label?: string };
}

export function options(
  spec: ChartSpec,
  palette: Palette,
  more: Record<string, unknown>,
): Record<string, unknown> {
  const value = (raw: unknown) => typeof raw === "number" ? raw : (raw as { y: number }).y;
  const name = ({ dataset, label }: TooltipItem) =>
    spec.kind === "time" ? dataset.label : label.replace(",", " ");
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

export function axis(palette: Palette, ticks: Record<string, unknown>): Record<string, unknown> {
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

export function valueAxis(spec: ChartSpec, palette: Palette): Record<string, unknown> {
  const plain = axis(palette, { maxTicksLimit: 5, precision: 0, callback: spec.format });
  return {
    ...plain,
    beginAtZero: true,
    suggestedMax: spec.reach,
    grid: { color: palette.colour("line"), drawTicks: false },
    border: { display: false },
  };
}
