import type { LiveSignals } from "@/lib/client/live_signals.ts";
import type { CustomFigure } from "@/lib/shared/custom_metric.ts";
import { isMoneyUnit } from "@/lib/shared/mask.ts";
import { metricFreshness } from "@/lib/ui/metric_freshness.ts";
import { exactMetric, formatMetric } from "@/lib/ui/metric_format.ts";
import { MetricTable } from "@/lib/ui/MetricTable.tsx";
import { Panel } from "@/lib/ui/Panel.tsx";
import { StatusMark } from "@/lib/ui/StatusMark.tsx";
import type { View } from "@/lib/ui/view.ts";
import { LiveNumber } from "./LiveNumber.tsx";

interface MetricPanelProps {
  name: string;
  live: LiveSignals;
  view: View;
}

/** A metric of the seller's own: its figure, or its rows. Nothing, where there is none of that name any more. */
export function MetricPanel({ name, live, view }: MetricPanelProps) {
  const figure = live.snapshot.value.custom[name];
  if (!figure) return null;
  const title = figure.title[view.language];
  return (
    <Panel
      id={`metric-${name}`}
      kind="metric"
      title={title}
      freshness={metricFreshness(figure, live.link.value, view)}
      moment={live}
      view={view}
    >
      {figure.rows
        ? <MetricTable figure={figure} title={title} view={view} />
        : <Figure figure={figure} masked={!!live.snapshot.value.masked} view={view} />}
    </Panel>
  );
}

function Figure({ figure, masked, view }: { figure: CustomFigure; masked: boolean; view: View }) {
  const { language, texts } = view;
  const { value, level } = figure;
  const tone = level === "bad" || level === "warn" ? level : "plain";
  return (
    <p class={`metric stat--${tone}`}>
      {typeof value === "string"
        ? <span class="figure">{formatMetric(value, figure, language)}</span>
        : (
          <LiveNumber
            value={value}
            format={(number) => formatMetric(number, figure, language)}
            exact={(number) => exactMetric(number, figure, language)}
            unknown={texts.unknown}
            hidden={masked && isMoneyUnit(figure.unit) && texts.hidden}
          />
        )}
      {tone !== "plain" && (
        <span class={`metric__level tone-${tone}`}>
          <StatusMark tone={tone} /> {tone === "bad" ? texts.metricBad : texts.metricWarn}
        </span>
      )}
    </p>
  );
}
