import type { LiveSignals } from "@/lib/client/live_signals.ts";
import { fill } from "@/lib/shared/i18n/fill.ts";
import { isSignedOut } from "@/lib/shared/link.ts";
import { checksFreshness } from "@/lib/ui/checks_freshness.ts";
import { MarketList } from "@/lib/ui/MarketList.tsx";
import { Panel } from "@/lib/ui/Panel.tsx";
import { StatusMark } from "@/lib/ui/StatusMark.tsx";
import { verdict } from "@/lib/ui/verdict.ts";
import type { View } from "@/lib/ui/view.ts";

interface HealthPanelProps {
  live: LiveSignals;
  view: View;
}

/** Whether the markets answer, at a glance. */
export function HealthPanel({ live, view }: HealthPanelProps) {
  const { api_status } = live.snapshot.value;
  const state = checksFreshness(live.snapshot.value, live.link.value, view);
  const { tone, text } = verdict(api_status, view);
  return (
    <Panel id="health" title={view.texts.health} freshness={state} moment={live} view={view}>
      {isSignedOut(live.link.value) ? <p class="dash">—</p> : (
        <p class={`verdict tone-${tone}`}>
          <StatusMark tone={tone} />
          <span>{state.kind === "stale" ? fill(view.texts.healthThen, { verdict: text }) : text}</span>
        </p>
      )}
      <MarketList statuses={api_status} view={view} />
    </Panel>
  );
}
