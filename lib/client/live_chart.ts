import type { ChartSpec } from "../shared/chart_spec.ts";
import { type ChartConfig, chartConfig, type ChartDataset } from "./chart_config.ts";
import type { Palette } from "./palette.ts";

/** What is used of a Chart.js chart. */
export interface ChartObject {
  data: { labels?: unknown[]; datasets: ChartDataset[] };
  options: unknown;
  update(mode: "none"): void;
  destroy(): void;
}

export type CreateChart = (canvas: HTMLCanvasElement, config: ChartConfig) => ChartObject;

/**
 * The one chart of a canvas. Chart.js keeps much per chart and per dataset, so both live as long as the canvas and only
 * their contents change.
 */
export class LiveChart {
  readonly #canvas: HTMLCanvasElement;
  readonly #create: CreateChart;
  #chart: ChartObject | null = null;

  constructor(canvas: HTMLCanvasElement, create: CreateChart) {
    this.#canvas = canvas;
    this.#create = create;
  }

  show(spec: ChartSpec, palette: Palette): void {
    const config = chartConfig(spec, palette);
    if (!this.#chart) {
      this.#chart = this.#create(this.#canvas, config);
      return;
    }
    const { data } = this.#chart;
    data.labels = config.data.labels;
    data.datasets.length = Math.min(data.datasets.length, config.data.datasets.length);
    config.data.datasets.forEach((dataset, index) => {
      data.datasets[index] = Object.assign(data.datasets[index] ?? {}, dataset);
    });
    this.#chart.options = config.options;
    this.#chart.update("none");
  }

  /** Gives back what the chart holds of the page. */
  release(): void {
    this.#chart?.destroy();
    this.#chart = null;
  }
}
