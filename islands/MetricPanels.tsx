import type { LiveSignals } from "@/lib/client/live_signals.ts";
import type { View } from "@/lib/ui/view.ts";
import { MetricPanel } from "./MetricPanel.tsx";

interface MetricPanelsProps {
  live: LiveSignals;
  view: View;
}

/** All metrics of the seller's own. */
export function MetricPanels({ live, view }: MetricPanelsProps) {
  const names = Object.keys(live.snapshot.value.custom);
  return <>{names.map((name) => <MetricPanel key={name} name={name} live={live} view={view} />)}</>;
}
