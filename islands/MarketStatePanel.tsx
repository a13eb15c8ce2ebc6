import { useRef } from "preact/hooks";
import type { LiveSignals } from "@/lib/client/live_signals.ts";
import { formatAvailability } from "@/lib/shared/format_number.ts";
import { formatDuration, formatMoment } from "@/lib/shared/format_time.ts";
import { fill } from "@/lib/shared/i18n/fill.ts";
import type { ApiStatus } from "@/lib/shared/snapshot.ts";
import { lineOf } from "@/lib/ui/check_line.ts";
import { DAY } from "@/lib/ui/market_chart.ts";
import { marketFreshness, statusOf } from "@/lib/ui/market_freshness.ts";
import { MarketFacts } from "@/lib/ui/MarketFacts.tsx";
import { confirmingWord, shownState, stateWord } from "@/lib/ui/market_state.ts";
import { noTimeWord } from "@/lib/ui/no_time.ts";
import { Panel } from "@/lib/ui/Panel.tsx";
import { Stat } from "@/lib/ui/Stat.tsx";
import { continued, type StateRun } from "@/lib/ui/state_run.ts";
import { StatusMark } from "@/lib/ui/StatusMark.tsx";
import type { View } from "@/lib/ui/view.ts";
import { CheckNow } from "./CheckNow.tsx";
import { LiveNumber } from "./LiveNumber.tsx";

interface MarketStatePanelProps {
  code: string;
  live: LiveSignals;
  /** Null when nothing is known of the past. */
  recorded: StateRun | null;
  /** What became of the wish to check now, of a page without scripts. */
  asked: string | null;
  mayChange: boolean;
  view: View;
}

/** How a market's API is now, since when, why, and what to do about it. */
export function MarketStatePanel({ code, live, recorded, asked, mayChange, view }: MarketStatePanelProps) {
  const run = useRef(recorded);
  const snapshot = live.snapshot.value;
  const link = live.link.value;
  const status = statusOf(snapshot, code);
  const freshness = marketFreshness(code, { snapshot, link, view });
  // What happened while the server was not heard is not known.
  if (status) {
    const line = { class: status.class, at: lineOf(status).at };
    run.current = continued(link.silent ? null : run.current, line);
  }
  return (
    <Panel id="state" title={view.texts.stateNow} freshness={freshness} moment={live} view={view}>
      {status && run.current
        ? (
          <>
            <StateVerdict
              status={status}
              run={run.current}
              stale={freshness.kind === "stale"}
              live={live}
              view={view}
            />
            <MarketFacts code={code} status={status} now={live.now.value} view={view} />
            <Figures status={status} live={live} view={view} />
          </>
        )
        : <p class="dash">—</p>}
      {mayChange && <CheckNow code={code} live={live} asked={asked} view={view} />}
    </Panel>
  );
}

interface StatusProps {
  status: ApiStatus;
  live: LiveSignals;
  view: View;
}

function StateVerdict(
  { status, run, stale, live, view }: StatusProps & { run: StateRun; stale: boolean },
) {
  const { texts, timezone } = view;
  const { tone } = shownState(status, texts);
  const word = stateWord(status, texts);
  const confirming = confirmingWord(status, texts);
  const moment = formatMoment(run.from, live.now.value, timezone);
  return (
    <p class={`verdict tone-${tone}`}>
      <StatusMark tone={tone} />
      <span>
        {stale ? fill(texts.healthThen, { verdict: word }) : word}{" "}
        <small class="verdict__since">
          {fill(run.begins ? texts.stateSince : texts.stateSinceOrEarlier, { moment })}
        </small>
        {confirming && <small class="state__confirming">{confirming}</small>}
      </span>
    </p>
  );
}

function Figures({ status, live, view }: StatusProps) {
  const { texts, timezone } = view;
  const { response_time, usual, availability: { day, month, since } } = status;
  const now = live.now.value;
  const first = since ? Date.parse(since) : null;
  const measured = (share: number | null, span: number) => {
    if (first === null) return texts.measuring;
    const moment = formatMoment(first, now, timezone);
    if (typeof share !== "number") return fill(texts.measuringSince, { moment });
    return first > now - span ? fill(texts.measuredSince, { moment }) : undefined;
  };
  const shares = { format: formatAvailability, unknown: texts.measuring };
  return (
    <dl class="stats">
      <Stat label={texts.responseTime} hint={usualWords(usual, texts)}>
        <LiveNumber value={response_time} format={formatDuration} unknown={noTimeWord(status, texts)} />
      </Stat>
      <Stat label={`${texts.availability} · ${texts.availabilityDay}`} hint={measured(day, DAY)}>
        <LiveNumber value={day} {...shares} />
      </Stat>
      <Stat label={`${texts.availability} · ${texts.availabilityMonth}`} hint={measured(month, 30 * DAY)}>
        <LiveNumber value={month} {...shares} />
      </Stat>
    </dl>
  );
}

function usualWords(usual: number | null | undefined, texts: View["texts"]): string | undefined {
  return typeof usual === "number" ? fill(texts.usualTime, { value: formatDuration(usual) }) : undefined;
}
