import {
  ArcElement,
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  DoughnutController,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from "chart.js";
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { type ChartObject, type CreateChart, LiveChart } from "@/lib/client/live_chart.ts";
import { readPalette } from "@/lib/client/palette.ts";
import type { ChartSpec } from "@/lib/shared/chart_spec.ts";
import { DataTable } from "@/lib/ui/DataTable.tsx";
import { StaticChart } from "@/lib/ui/StaticChart.tsx";

interface ChartCanvasProps {
  spec: ChartSpec;
  title: string;
  showTable: string;
  /** What stands in the hole of a doughnut. */
  children?: ComponentChildren;
}

/** A chart three times over: as SVG until its script runs, on a canvas from then on, and as a table on demand. */
export function ChartCanvas({ spec, title, showTable, children }: ChartCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const chart = useRef<LiveChart | null>(null);
  const [theme, setTheme] = useState(0);
  const [drawn, setDrawn] = useState(false);

  // Layout effects, because what is to be printed has to be drawn before the browser lays out the paper.
  useLayoutEffect(() => {
    const live = new LiveChart(canvas.current!, createChart);
    chart.current = live;
    setDrawn(true);
    const themes = [matchMedia("(prefers-color-scheme: dark)"), matchMedia("print")];
    const repaint = () => setTheme((count) => count + 1);
    for (const media of themes) media.addEventListener("change", repaint);
    return () => {
      for (const media of themes) media.removeEventListener("change", repaint);
      live.release();
    };
  }, []);

  useLayoutEffect(() => chart.current?.show(spec, readPalette(canvas.current!)), [spec, theme]);

  return (
    <figure class={`chart chart--${spec.kind}`}>
      <div class="chart__box">
        {!drawn && <StaticChart spec={spec} />}
        <canvas ref={canvas} role="img" aria-label={spec.summary} />
        {children && <div class="chart__centre">{children}</div>}
      </div>
      <details class="chart__table">
        <summary>{showTable}</summary>
        <DataTable table={spec.table} caption={title} />
      </details>
    </figure>
  );
}

const createChart: CreateChart = (canvas, config) => {
  Chart.register(
    ArcElement,
    BarController,
    BarElement,
    CategoryScale,
    DoughnutController,
    Filler,
    LinearScale,
    LineController,
    LineElement,
    PointElement,
    Tooltip,
  );
  return new Chart(canvas, config as unknown as ChartConfiguration) as unknown as ChartObject;
};
