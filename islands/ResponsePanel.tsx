import { useMemo } from "preact/hooks";
import type { LiveSignals } from "@/lib/client/live_signals.ts";
import { ResponseLog } from "@/lib/client/response_log.ts";
import type { TimeChart } from "@/lib/shared/chart_spec.ts";
import type { ResponseSeries } from "@/lib/shared/response_series.ts";
import { checksFreshness } from "@/lib/ui/checks_freshness.ts";
import { Panel } from "@/lib/ui/Panel.tsx";
import { HOUR, responseChart } from "@/lib/ui/response_chart.ts";
import { Swatch } from "@/lib/ui/Swatch.tsx";
import type { View } from "@/lib/ui/view.ts";
import { ChartCanvas } from "./ChartCanvas.tsx";

interface ResponsePanelProps {
  live: LiveSignals;
  /** Null when what was recorded could not be read. */
  recorded: ResponseSeries | null;
  view: View;
}

/** How fast the markets' APIs answered over the last hour. */
export function ResponsePanel({ live, recorded, view }: ResponsePanelProps) {
  const { texts } = view;
  const snapshot = live.snapshot.value;
  const { api_status } = snapshot;
  const state = checksFreshness(snapshot, live.link.value, view);
  const log = useMemo(() => new ResponseLog(recorded ?? {}), [recorded]);
  // One step a minute is finer than a pixel, and leaves the chart alone in between.
  const to = Math.ceil(Date.parse(snapshot.timestamp) / 60_000) * 60_000;
  const spec = useMemo(() => {
    log.add(api_status);
    return responseChart(log.since(to - HOUR), to, view);
  }, [log, api_status, to, view]);
  return (
    <Panel
      id="response"
      title={texts.responseTimes}
      span={texts.responseSpan}
      freshness={state}
      moment={live}
      view={view}
    >
      {!recorded && <p class="panel__note">{texts.responseUnreadable}</p>}
      {spec.series.length > 0
        ? (
          <>
            <ResponseLegend spec={spec} />
            <ChartCanvas spec={spec} title={texts.responseTimes} showTable={texts.showTable} />
          </>
        )
        : <p class="empty">{texts.responseEmpty}</p>}
    </Panel>
  );
}

/** The lines by name, each with its latest value. */
function ResponseLegend({ spec: { series, table } }: { spec: TimeChart }) {
  return (
    <ul class="legend">
      {series.map(({ name, colour, dash }, index) => (
        <li key={index}>
          <Swatch colour={colour} label={name} dash={dash} /> <strong>{table.rows[index]?.[1]}</strong>
        </li>
      ))}
    </ul>
  );
}
