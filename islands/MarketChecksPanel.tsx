import { useRef } from "preact/hooks";
import type { LiveSignals } from "@/lib/client/live_signals.ts";
import { fill } from "@/lib/shared/i18n/fill.ts";
import { isMarket } from "@/lib/shared/market_names.ts";
import { type CheckLine, CHECKS_SHOWN, lineOf, withLatest } from "@/lib/ui/check_line.ts";
import { CheckTable } from "@/lib/ui/CheckTable.tsx";
import { marketFreshness, statusOf } from "@/lib/ui/market_freshness.ts";
import { Panel } from "@/lib/ui/Panel.tsx";
import type { View } from "@/lib/ui/view.ts";

interface MarketChecksPanelProps {
  code: string;
  live: LiveSignals;
  /** Newest first; null when what was recorded could not be read. */
  recorded: readonly CheckLine[] | null;
  view: View;
}

/** The latest checks of a market's API one by one. */
export function MarketChecksPanel({ code, live, recorded, view }: MarketChecksPanelProps) {
  const { texts } = view;
  const lines = useRef(recorded ?? []);
  const missed = useRef(false);
  const snapshot = live.snapshot.value;
  const link = live.link.value;
  const status = statusOf(snapshot, code);
  if (status) lines.current = withLatest(lines.current, lineOf(status));
  missed.current ||= link.silent;
  return (
    <Panel
      id="checks"
      title={texts.lastChecks}
      span={fill(texts.lastChecksSpan, { count: CHECKS_SHOWN })}
      freshness={marketFreshness(code, { snapshot, link, view })}
      moment={live}
      view={view}
    >
      {!recorded && <p class="panel__note">{texts.checksUnreadable}</p>}
      {missed.current && !link.silent && <p class="panel__note">{texts.checksMissed}</p>}
      {lines.current.length > 0
        ? <CheckTable checks={lines.current} withProbe={isMarket(code)} view={view} />
        : <p class="empty">{texts.noChecks}</p>}
    </Panel>
  );
}
