import type { CheckResult } from "../collectors/update.ts";
import type { HealthClass } from "../shared/snapshot.ts";
import type { Text } from "../shared/text.ts";
import { HITS } from "./belief.ts";
import { describe } from "./describe.ts";
import type { Market } from "./market.ts";
import { reasonForSlow, reasonOfAnswer, reasonOfFailure } from "./reasons.ts";
import { firstFit, type Rule, type Sight } from "./rule.ts";
import { NOTHING_SAID, type Said } from "./said.ts";
import type { Answer, Failed, Seen } from "./seen.ts";
import { REMEDIES } from "./texts.ts";

/** What a check came to. */
export interface Verdict {
  readonly class: HealthClass;
  readonly status: CheckResult["status"];
  /** What was seen; null when it was well. May quote the market, so secrets have yet to be taken out. */
  readonly error: string | null;
  /** The same in words of ours; null where there are none. */
  readonly reason: Text | null;
  readonly remedy: Text | null;
  /** How often it has to be seen before it is believed. */
  readonly hits: number;
  /** For how long (ms) the market is to be left in peace. */
  readonly pause?: number;
}

export interface Circumstances {
  readonly probe: Sight["probe"];
  /** When it was seen, ms since 1970. */
  readonly at: number;
  /** Milliseconds that are too many. */
  readonly slow: number;
  /** What the market usually takes, and from when on (ms) that is slow, as far as it is known. */
  readonly usual?: { readonly usual: number | null; readonly limit: number | null };
}

const CONNECTED: Rule = { when: {}, class: "UP", remedy: null };

/** Reads what was seen by the market's class table. */
export function judge(market: Market, seen: Seen, circumstances: Circumstances): Verdict {
  if (seen.kind === "unsent") {
    const { error, remedy, reason = null } = seen;
    return { class: "UNKNOWN", status: "unknown", error, reason, remedy, hits: 1 };
  }
  const said = seen.kind === "answer" ? market.read(seen) : NOTHING_SAID;
  const rule = seen.kind === "connected" ? CONNECTED : rowFor(market, { seen, said }, circumstances);
  const { class: health, remedy, pause } = rule;
  const status = statusOf(health, seen);
  if (health === "UP") {
    return slowness(seen, circumstances) ??
      { class: health, status, error: null, reason: null, remedy, hits: HITS.UP };
  }
  const error = describe(seen, said);
  const reason = reasonOf(seen, said);
  return { class: health, status, error, reason, remedy, pause, hits: hitsOf(rule, seen) };
}

function reasonOf(seen: Seen, said: Said): Text | null {
  if (seen.kind === "failed") return reasonOfFailure(seen);
  return seen.kind === "answer" ? reasonOfAnswer(seen, said) : null;
}

/** Undefined when it was fast enough. */
function slowness(seen: Seen, { slow, usual }: Circumstances): Verdict | undefined {
  if (!("took" in seen)) return undefined;
  const { took } = seen;
  const isOverLimit = took > slow;
  if (!isOverLimit && took <= (usual?.limit ?? Infinity)) return undefined;
  const usually = isOverLimit ? null : usual!.usual;
  const than = usually === null ? `more than ${slow} ms` : `usually ${Math.round(usually)} ms`;
  return {
    class: "SLOW",
    status: "degraded",
    error: `answered after ${Math.round(took)} ms, ${than}`,
    reason: reasonForSlow(took, { slow, usual: usually }),
    remedy: isOverLimit ? REMEDIES.slow : REMEDIES.slowerThanUsual,
    hits: HITS.SLOW,
  };
}

/** A state that is concluded from silence, such as maintenance on a Friday, is looked at twice like the silence itself. */
function hitsOf({ class: health, hits }: Rule, seen: Seen): number {
  if (hits !== undefined) return hits;
  return seen.kind === "failed" ? Math.max(2, HITS[health]) : HITS[health];
}

/** The row of a market's class table that decides about an answer or a failure. */
export function decidingRow(
  market: Market,
  seen: Answer | Failed,
  circumstances: Pick<Circumstances, "probe" | "at">,
): Rule {
  const said = seen.kind === "answer" ? market.read(seen) : NOTHING_SAID;
  return rowFor(market, { seen, said }, circumstances);
}

interface Sighting {
  readonly seen: Seen;
  readonly said: Said;
}

/** A table's last row fits everything. */
function rowFor(
  market: Market,
  sighting: Sighting,
  circumstances: Pick<Circumstances, "probe" | "at">,
): Rule {
  return firstFit(market.rules, sightOf(market, sighting, circumstances))!;
}

function sightOf(
  market: Market,
  { seen, said }: Sighting,
  { probe, at }: Pick<Circumstances, "probe" | "at">,
): Sight {
  const answer = seen.kind === "answer" ? seen : undefined;
  return {
    ...said,
    probe,
    call: answer?.call ?? "",
    status: answer?.status ?? null,
    failure: seen.kind === "failed" ? seen.failure : null,
    period: answer?.headers.get("gncp-gw-quota-period") ?? "",
    maintained: market.maintained?.(at) ?? false,
  };
}

/** The old system's word for a class. */
function statusOf(seenClass: HealthClass, seen: Seen): CheckResult["status"] {
  switch (seenClass) {
    case "UP":
      return "healthy";
    case "DOWN":
      return isTimeout(seen) ? "timeout" : "error";
    case "UNKNOWN":
    case "SELF_OFFLINE":
      return "unknown";
    default:
      return "degraded";
  }
}

function isTimeout(seen: Seen): boolean {
  return (seen.kind === "failed" && seen.failure === "timeout") ||
    (seen.kind === "answer" && seen.status === 504);
}
