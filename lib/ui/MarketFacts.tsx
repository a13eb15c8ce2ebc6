import type { ComponentChildren } from "preact";
import { formatMoment } from "../shared/format_time.ts";
import { fill } from "../shared/i18n/fill.ts";
import type { ApiStatus, Budget } from "../shared/snapshot.ts";
import { isMarket } from "../shared/market_names.ts";
import { CredentialAges } from "./CredentialAges.tsx";
import { probeWord, reasonWords } from "./market_state.ts";
import type { View } from "./view.ts";

interface MarketFactsProps {
  code: string;
  status: ApiStatus;
  /** ms since 1970 */
  now: number;
  view: View;
}

/** What is known of a market's API beside its state: what to do, what was seen, and what we may and can still do. */
export function MarketFacts({ code, status, now, view }: MarketFactsProps) {
  const { texts, language } = view;
  const { error, remedy, status_code, probe, budget, clock_skew, credentials = [] } = status;
  const said = reasonWords(status, language);
  return (
    <dl class="facts">
      <Fact name={texts.remedy} class="facts__remedy">
        {remedy?.[language] ?? (status.class === "UP" ? texts.nothingToDo : "—")}
      </Fact>
      <Fact name={texts.seen}>
        {said ?? "—"}
        {error && error !== said && <small class="facts__error">{error}</small>}
      </Fact>
      <Fact name={texts.statusCode}>{status_code ?? "—"}</Fact>
      {isMarket(code) && <Fact name={texts.probe}>{probeWord(probe, texts)}</Fact>}
      {budget && <Fact name={texts.budget}>{budgetWords(budget, now, view)}</Fact>}
      {credentials.length > 0 && (
        <Fact name={texts.credentials}>
          <CredentialAges credentials={credentials} now={now} view={view} />
        </Fact>
      )}
      {hasUnknownKeyAge(code, status) && <Fact name={texts.credentials}>{texts.keyIssuedUnknown}</Fact>}
      {typeof clock_skew === "number" && <Fact name={texts.ownClock}>{skewWords(clock_skew, view)}</Fact>}
      {code === "11st" && <Fact name={texts.maintenance}>{texts.maintenance11st}</Fact>}
    </dl>
  );
}

function Fact({ name, class: style, children }: {
  name: string;
  class?: string;
  children: ComponentChildren;
}) {
  return (
    <>
      <dt>{name}</dt>
      <dd class={style}>{children}</dd>
    </>
  );
}

function budgetWords({ used, limit, resets_at }: Budget, now: number, { texts, timezone }: View): string {
  const until = resets_at ? Date.parse(resets_at) : null;
  if (until === null || until <= now) return fill(texts.budgetUsed, { used, limit });
  const moment = formatMoment(until, now, timezone);
  return fill(texts.budgetUsedUntil, { used, limit, moment });
}

/** Coupang's keys end, and only whoever had it issued knows when. */
function hasUnknownKeyAge(code: string, { probe, credentials }: ApiStatus): boolean {
  return code === "coupang" && probe === "signed" && credentials?.length === 0;
}

/** Below this (ms) clocks agree: answers tell the time by the second, and take a while to come. */
const AGREES = 2_000;

function skewWords(skew: number, { texts }: View): string {
  if (Math.abs(skew) < AGREES) return texts.clockAgrees;
  return fill(skew > 0 ? texts.clockAhead : texts.clockBehind, {
    seconds: Math.round(Math.abs(skew) / 1000),
  });
}
