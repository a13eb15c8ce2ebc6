import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { askHistory } from "@/lib/client/ask_history.ts";
import type { LiveSignals } from "@/lib/client/live_signals.ts";
import { customName, sourceOfPath } from "@/lib/shared/chart_source.ts";
import type { CategoryChart } from "@/lib/shared/chart_spec.ts";
import type { CustomChart } from "@/lib/shared/layout.ts";
import type { ResponsePoint } from "@/lib/shared/response_series.ts";
import { DataTable } from "@/lib/ui/DataTable.tsx";
import { type Freshness, freshness } from "@/lib/ui/freshness.ts";
import { metricFreshness } from "@/lib/ui/metric_freshness.ts";
import { exactMetric, formatMetric } from "@/lib/ui/metric_format.ts";
import { type ChartData, chartData, ownChart, ownTimeChart } from "@/lib/ui/own_chart.ts";
import { Panel } from "@/lib/ui/Panel.tsx";
import { Swatch } from "@/lib/ui/Swatch.tsx";
import type { View } from "@/lib/ui/view.ts";
import { ChartCanvas } from "./ChartCanvas.tsx";
import { LiveNumber } from "./LiveNumber.tsx";

interface ChartPanelProps {
  name: string;
  live: LiveSignals;
  /** What was recorded of its figure, as far as the server said it with the page. */
  recorded: readonly ResponsePoint[] | null;
  view: View;
}

/** A chart of the seller's own. Nothing, where there is none of that name any more. */
export function ChartPanel({ name, live, recorded, view }: ChartPanelProps) {
  const snapshot = live.snapshot.value;
  const chart = snapshot.layout.charts[name];
  if (!chart) return null;
  const data = chartData(snapshot, chart, view);
  return (
    <Panel
      id={`chart-${name}`}
      kind="own-chart"
      title={chart.title[view.language]}
      freshness={freshnessOf(chart, data, { live, view })}
      moment={live}
      view={view}
    >
      <Content key={chart.metric} {...{ chart, data, live, recorded, view }} />
    </Panel>
  );
}

interface ContentProps extends Omit<ChartPanelProps, "name"> {
  chart: CustomChart;
  data: ChartData;
}

function Content({ chart, data, live, recorded, view }: ContentProps) {
  const { texts, language } = view;
  if (data.hidden) return <p class="figure--hidden">{texts.hidden}</p>;
  if ("figure" in data && chart.type !== "number") {
    return <OverTime {...{ chart, data, live, recorded, view }} />;
  }
  if ("figure" in data) {
    return (
      <p class="metric">
        {typeof data.figure === "string"
          ? <span class="figure">{formatMetric(data.figure, data, language)}</span>
          : (
            <LiveNumber
              value={data.figure}
              format={(value) => formatMetric(value, data, language)}
              exact={(value) => exactMetric(value, data, language)}
              unknown={texts.unknown}
            />
          )}
      </p>
    );
  }
  if (!data.values) return <p class="dash">—</p>;
  if (data.values.length === 0) return <p class="empty">{texts.metricNoRows}</p>;
  return <Values values={data.values} {...{ chart, data, view }} />;
}

function Values(
  { values, chart, data, view }: Pick<ContentProps, "chart" | "data" | "view"> & {
    values: NonNullable<Extract<ChartData, { values: unknown }>["values"]>;
  },
) {
  // The same figures come with every tick; the chart is drawn anew when one of them is another.
  const same = JSON.stringify([values, chart, data.unit]);
  const spec = useMemo(() => ownChart(values, { chart, data, view }), [same, view]);
  const title = chart.title[view.language];
  if (chart.type === "table" || chart.type === "number") {
    return (
      <div class="metric-table" tabIndex={0} role="group" aria-label={title}>
        <DataTable table={spec.table} caption={title} />
      </div>
    );
  }
  return (
    <>
      {spec.kind === "doughnut" && <Legend spec={spec} />}
      <ChartCanvas spec={spec} title={title} showTable={view.texts.showTable} />
    </>
  );
}

/** A ring has no axis to name its parts. */
function Legend({ spec }: { spec: CategoryChart }) {
  return (
    <ul class="legend">
      {spec.labels.map((label, index) => (
        <li key={index}>
          <Swatch colour={spec.colours[index]!} label={label} />{" "}
          <strong>{spec.format(spec.values[index] ?? 0)}</strong>
        </li>
      ))}
    </ul>
  );
}

function OverTime({ chart, data, live, recorded, view }: ContentProps) {
  const figure = "figure" in data && typeof data.figure === "number" ? data.figure : null;
  const points = usePoints({ chart, figure, live, recorded, view });
  const minute = Math.floor(live.now.value / 60_000) * 60_000;
  const to = minute + 60_000;
  const spec = useMemo(() => ownTimeChart(points, { chart, data, to, view }), [
    points,
    chart,
    data.unit,
    to,
    view,
  ]);
  const title = chart.title[view.language];
  return <ChartCanvas spec={spec} title={title} showTable={view.texts.showTable} />;
}

/** Recorded points, and since the page is open the figure of each minute. */
function usePoints(
  { chart, figure, live, recorded, view }: Omit<ContentProps, "data"> & { figure: number | null },
): readonly ResponsePoint[] {
  const [points, setPoints] = useState<readonly ResponsePoint[]>(recorded ?? []);
  const minute = Math.floor(live.now.value / 60_000) * 60_000;
  const latest = useRef(figure);
  latest.current = figure;

  useEffect(() => {
    let gone = false;
    const to = live.now.peek();
    const wish = { metric: chart.metric, from: to - chart.span, to };
    void askHistory(`${view.basePath}/api/history`, wish).then((found) => {
      if (!gone && found) setPoints(found.filter(([, value]) => value !== null));
    });
    return () => {
      gone = true;
    };
  }, [chart.metric, chart.span]);

  useEffect(() => {
    if (figure === null) return;
    setPoints((before) => [
      ...before.filter(([at]) => at >= minute - chart.span && at < minute),
      [minute, figure],
    ]);
  }, [minute, figure]);
  return points;
}

function freshnessOf(
  chart: CustomChart,
  data: ChartData,
  { live, view }: { live: LiveSignals; view: View },
): Freshness {
  const { custom, sources } = live.snapshot.value;
  const own = customName(chart.metric);
  const figure = own === undefined ? undefined : custom[own];
  if (figure) return metricFreshness(figure, live.link.value, view);
  const known = data.hidden || ("figure" in data ? data.figure !== null : data.values !== null);
  return freshness({ sources, name: sourceOfPath(chart.metric), known, link: live.link.value }, view);
}
