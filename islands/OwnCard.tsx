import type { LiveSignals } from "@/lib/client/live_signals.ts";
import type { ResponsePoint } from "@/lib/shared/response_series.ts";
import type { View } from "@/lib/ui/view.ts";
import { ChartPanel } from "./ChartPanel.tsx";
import { MetricPanel } from "./MetricPanel.tsx";

interface OwnCardProps {
  /** `metric.NAME` or `chart.NAME`. */
  card: string;
  live: LiveSignals;
  /** Recorded figures of the seller's own charts, by their paths. */
  histories: Readonly<Record<string, readonly ResponsePoint[]>>;
  view: View;
}

/** A card of the seller's own; nothing for a name that is no card. */
export function OwnCard({ card, live, histories, view }: OwnCardProps) {
  const dot = card.indexOf(".");
  const [kind, name] = [card.slice(0, Math.max(dot, 0)), card.slice(dot + 1)];
  if (kind === "metric") return <MetricPanel name={name} live={live} view={view} />;
  if (kind !== "chart") return null;
  const chart = live.snapshot.value.layout.charts[name];
  const recorded = chart ? histories[chart.metric] ?? null : null;
  return <ChartPanel name={name} live={live} recorded={recorded} view={view} />;
}
