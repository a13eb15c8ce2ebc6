import type { LiveSignals } from "@/lib/client/live_signals.ts";
import { formatCount, formatRatio } from "@/lib/shared/format_number.ts";
import { formatDuration } from "@/lib/shared/format_time.ts";
import { fill } from "@/lib/shared/i18n/fill.ts";
import type { ApiMetrics } from "@/lib/shared/snapshot.ts";
import { freshness } from "@/lib/ui/freshness.ts";
import { Panel } from "@/lib/ui/Panel.tsx";
import { Stat } from "@/lib/ui/Stat.tsx";
import type { View } from "@/lib/ui/view.ts";
import { LiveNumber } from "./LiveNumber.tsx";

interface SystemPanelProps {
  live: LiveSignals;
  view: View;
}

/** What the shop's own log says. */
export function SystemPanel({ live, view }: SystemPanelProps) {
  const { texts } = view;
  const { system, sources } = live.snapshot.value;
  const { error_rate: errors, error_ratio: ratio, warning_count: warnings, api_metrics: metrics } = system;
  const known = !!metrics || typeof errors === "number";
  const state = freshness({ sources, name: "system", known, link: live.link.value }, view);
  const counted = { format: formatCount, unknown: texts.unknown };
  return (
    <Panel id="system" title={texts.system} freshness={state} moment={live} view={view}>
      <dl class="stats">
        <Stat label={texts.averageResponse} hint={metrics && responseHint(metrics, view)}>
          <LiveNumber value={metrics?.avg_response_time} format={formatDuration} unknown={texts.unknown} />
        </Stat>
        <Stat label={texts.totalRequests} hint={texts.lastFiveMinutes}>
          <LiveNumber value={metrics?.total_requests} unit={texts.unitTimes} {...counted} />
        </Stat>
        <Stat label={texts.errors} hint={errorHint(ratio, view)} tone={errors ? "bad" : "plain"}>
          <LiveNumber value={errors} unit={texts.unitOrders} {...counted} />
        </Stat>
        <Stat label={texts.warnings} hint={texts.lastHour} tone={warnings ? "warn" : "plain"}>
          <LiveNumber value={warnings} unit={texts.unitOrders} {...counted} />
        </Stat>
      </dl>
    </Panel>
  );
}

function errorHint(ratio: number | null, { texts }: View): string {
  const share = typeof ratio === "number" ? formatRatio(ratio) : "—";
  return `${fill(texts.errorRatio, { share })} · ${texts.lastHour}`;
}

function responseHint(
  { p95_response_time: p95, max_response_time: max }: ApiMetrics,
  { texts }: View,
): string {
  if (typeof p95 !== "number" || typeof max !== "number") return texts.noRequests;
  return fill(texts.responseDetail, {
    p95: unbroken(formatDuration(p95)),
    max: unbroken(formatDuration(max)),
  });
}

/** Keeps a figure and its unit on one line. */
function unbroken(text: string): string {
  return text.replace(" ", "\u00a0");
}
