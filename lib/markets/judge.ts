import type { CheckResult } from "../collectors/update.ts";
import type { HealthClass } from "../shared/snapshot.ts";
import type { Text } from "../shared/text.ts";
import type { Market } from "./market.ts";
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
  readonly remedy: Text | null;
  /** For how long (ms) the market is to be left in peace. */
  readonly pause?: number;
}

export interface Circumstances {
  readonly probe: Sight["probe"];
  /** When it was seen, ms since 1970. */
  readonly at: number;
  /** Milliseconds that are too many. */
  readonly slow: number;
}

/** An answer's message is quoted up to here. */
const QUOTE = 160;

/** Reads what was seen by the market's class table. */
export function judge(market: Market, seen: Seen, circumstances: Circumstances): Verdict {
  const { slow } = circumstances;
  if (seen.kind === "unsent") {
    return { class: "UNKNOWN", status: "unknown", error: seen.error, remedy: seen.remedy };
  }
  const said = seen.kind === "answer" ? market.read(seen) : NOTHING_SAID;
  const rule = seen.kind === "connected"
    ? { class: "UP", remedy: null } as const
    : rowFor(market, { seen, said }, circumstances);
  if (rule.class === "UP" && seen.kind !== "failed" && seen.took > slow) {
    const error = `answered after ${Math.round(seen.took)} ms, more than ${slow} ms`;
    return { class: "SLOW", status: "degraded", error, remedy: REMEDIES.slow };
  }
  const error = rule.class === "UP" ? null : describe(seen, said);
  return { ...rule, status: statusOf(rule.class, seen), error };
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

function describe(seen: Seen, said: Said): string {
  if (seen.kind === "failed") return seen.detail;
  if (seen.kind !== "answer") return seen.kind;
  const body = said.format === "json" || said.format === "xml" ? "" : bodyOf(seen, said);
  const words = [`HTTP ${seen.status}`, said.code, said.message, body].filter((word) => word !== "");
  return words.join(" ").replaceAll(/\s+/g, " ").slice(0, QUOTE);
}

function bodyOf({ body }: Answer, { format }: Said): string {
  if (format === "html") return "(HTML page)";
  if (format === "cut") return "(too long)";
  return body.length === 0 ? "(empty)" : "(unreadable)";
}
