import type { LiveSignals } from "@/lib/client/live_signals.ts";
import { checksFreshness } from "@/lib/ui/checks_freshness.ts";
import { MarketTable } from "@/lib/ui/MarketTable.tsx";
import { Panel } from "@/lib/ui/Panel.tsx";
import type { View } from "@/lib/ui/view.ts";

interface MarketTablePanelProps {
  live: LiveSignals;
  view: View;
}

/** What is known of each market's API, and what to do about it. */
export function MarketTablePanel({ live, view }: MarketTablePanelProps) {
  const { texts } = view;
  const { api_status } = live.snapshot.value;
  const state = checksFreshness(live.snapshot.value, live.link.value, view);
  return (
    <Panel id="details" title={texts.marketTable} freshness={state} moment={live} view={view}>
      {Object.keys(api_status).length > 0
        ? <MarketTable statuses={api_status} moment={live} view={view} />
        : <p class="dash">—</p>}
    </Panel>
  );
}
