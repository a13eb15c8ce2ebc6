import { useMemo } from "preact/hooks";
import type { LiveSignals } from "@/lib/client/live_signals.ts";
import type { Sales } from "@/lib/shared/snapshot.ts";
import { freshness } from "@/lib/ui/freshness.ts";
import { Panel } from "@/lib/ui/Panel.tsx";
import { weeklyChart } from "@/lib/ui/sales_charts.ts";
import type { View } from "@/lib/ui/view.ts";
import { ChartCanvas } from "./ChartCanvas.tsx";

interface WeeklyPanelProps {
  live: LiveSignals;
  view: View;
}

/** The last eight business days. */
export function WeeklyPanel({ live, view }: WeeklyPanelProps) {
  const { texts } = view;
  const { sales, sources, masked = false } = live.snapshot.value;
  const state = freshness({ sources, name: "sales", known: !!sales, link: live.link.value }, view);
  return (
    <Panel
      id="weekly"
      title={masked ? texts.weeklyOrders : texts.weeklyTrend}
      span={texts.weeklySpan}
      freshness={state}
      moment={live}
      view={view}
    >
      {sales ? <WeeklyChart sales={sales} masked={masked} view={view} /> : <p class="dash">—</p>}
    </Panel>
  );
}

function WeeklyChart({ sales, masked, view }: { sales: Sales; masked: boolean; view: View }) {
  const { texts } = view;
  const spec = useMemo(() => weeklyChart(sales, view, masked), [sales.weekly_trend, view, masked]);
  const title = masked ? texts.weeklyOrders : texts.weeklyTrend;
  return <ChartCanvas spec={spec} title={title} showTable={texts.showTable} />;
}
