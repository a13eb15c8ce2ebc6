import type { CheckResult } from "../collectors/update.ts";
import { judge } from "../markets/judge.ts";
import type { Market } from "../markets/market.ts";
import type { Answer, Connected, Failed } from "../markets/seen.ts";
import type { Text } from "../shared/text.ts";
import { type Mood, moodAt } from "./market_mood.ts";
import type { SimulatedMarket } from "./market_simulated.ts";
import { between, type Random, seededRandom } from "./random.ts";

export interface Past {
  readonly seed: number;
  readonly market: string;
  /** ms since 1970; `from` inclusive, `to` exclusive. */
  readonly from: number;
  readonly to: number;
  /** Milliseconds between two checks. */
  readonly every: number;
  /** Milliseconds that are too many. */
  readonly slow: number;
}

/** What a check would have found. */
export interface PastCheck
  extends Pick<CheckResult, "class" | "status" | "probe" | "status_code" | "response_time" | "error"> {
  /** ms since 1970 */
  readonly at: number;
  readonly reason: Text | null;
}

/**
 * What checks would have found of a simulated market before it was started, with the moods that it had then, so that the
 * demo has a past as the demo shop has one. The market's own class table says what its moods mean.
 */
export function pastChecks(
  { api, market, knows }: {
    readonly api: SimulatedMarket;
    readonly market: Market;
    readonly knows: (mood: Mood) => boolean;
  },
  past: Past,
): PastCheck[] {
  const { seed, market: code, from, to, every, slow } = past;
  const random = seededRandom(seed);
  const count = Math.max(0, Math.ceil((to - from) / every));
  return Array.from({ length: count }, (_, n) => {
    const at = from + n * every;
    const seen = seenIn(moodAt({ seed, market: code, at }, knows), api, random);
    const { class: health, status, error, reason } = judge(market, seen, { probe: "signed", at, slow });
    return {
      at,
      class: health,
      status,
      probe: "signed",
      status_code: seen.kind === "answer" ? seen.status : seen.kind === "connected" ? 200 : null,
      response_time: seen.kind === "failed" ? null : Math.round(seen.took * 10) / 10,
      error,
      reason,
    };
  });
}

/** What is seen of a market in a mood; one that answers well is as one that lets itself be connected to. */
function seenIn(mood: Mood, { latency, slowLatency, plays }: SimulatedMarket, random: Random) {
  if (mood === "hanging" || mood === "closed") {
    return { kind: "failed", failure: "timeout", detail: "no whole answer in time" } satisfies Failed;
  }
  const [low, high] = mood === "slow" ? slowLatency : latency;
  const took = between(random, low, high);
  const play = mood === "slow" || mood === "healthy" ? undefined : plays[mood];
  if (!play || typeof play.body === "function") return { kind: "connected", took } satisfies Connected;
  const body = typeof play.body === "string" ? new TextEncoder().encode(play.body) : play.body;
  const { status } = play;
  const headers = new Headers(play.headers);
  return { kind: "answer", call: "", status, headers, body, whole: true, took } satisfies Answer;
}
