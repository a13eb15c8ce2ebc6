import { useMemo } from "preact/hooks";
import type { LiveSignals } from "@/lib/client/live_signals.ts";
import type { ResponsePoint } from "@/lib/shared/response_series.ts";
import { lineOf } from "@/lib/ui/check_line.ts";
import { DAY, marketChart } from "@/lib/ui/market_chart.ts";
import { marketFreshness, statusOf } from "@/lib/ui/market_freshness.ts";
import { Panel } from "@/lib/ui/Panel.tsx";
import { PhaseTable } from "@/lib/ui/PhaseTable.tsx";
import type { PhaseSummary } from "@/lib/ui/phase_summary.ts";
import { ResponseSteps, STEP } from "@/lib/ui/response_steps.ts";
import type { View } from "@/lib/ui/view.ts";
import { ChartCanvas } from "./ChartCanvas.tsx";

interface MarketResponsePanelProps {
  code: string;
  live: LiveSignals;
  /** Null when what was recorded could not be read. */
  recorded: readonly ResponsePoint[] | null;
  /** Of the day that was recorded. */
  phases: PhaseSummary | null;
  view: View;
}

/** How fast a market's API answered over the last 24 hours. */
export function MarketResponsePanel({ code, live, recorded, phases, view }: MarketResponsePanelProps) {
  const { texts } = view;
  const snapshot = live.snapshot.value;
  const status = statusOf(snapshot, code);
  const freshness = marketFreshness(code, { snapshot, link: live.link.value, view });
  const markets = Object.keys(snapshot.api_status).join(" ");
  const steps = useMemo(() => new ResponseSteps(recorded ?? []), [recorded]);
  const to = Math.ceil(Date.parse(snapshot.timestamp) / STEP) * STEP;
  const spec = useMemo(() => {
    if (status) {
      const { at, response_time } = lineOf(status);
      steps.add(at, response_time);
    }
    return marketChart(steps.since(to - DAY), { code, markets: markets.split(" "), to, view });
  }, [steps, status, to, markets, view]);
  return (
    <Panel
      id="response"
      title={texts.responseTimes}
      span={texts.responseSpanDay}
      freshness={freshness}
      moment={live}
      view={view}
    >
      {!recorded && <p class="panel__note">{texts.responseUnreadable}</p>}
      {spec.table.rows.length > 0
        ? <ChartCanvas spec={spec} title={texts.responseTimes} showTable={texts.showTable} />
        : <p class="empty">{texts.responseEmpty}</p>}
      {(status?.phases || phases) && <PhaseTable latest={status?.phases ?? null} day={phases} view={view} />}
    </Panel>
  );
}
