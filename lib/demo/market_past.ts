import { type Mood, moodAt } from "./market_mood.ts";
import type { SimulatedMarket } from "./market_simulated.ts";
import { between, seededRandom } from "./random.ts";

export interface Past {
  readonly seed: number;
  readonly market: string;
  /** ms since 1970; `from` inclusive, `to` exclusive. */
  readonly from: number;
  readonly to: number;
  /** Milliseconds between two checks. */
  readonly every: number;
}

/** Moment of a check (ms since 1970) and the response time (ms) that it would have seen. */
export type PastResponse = readonly [at: number, responseTime: number];

/**
 * What checks would have measured of a simulated market before it was started, with the moods that it had then, so that
 * the demo has a past as the demo shop has one. Times at which nothing would have answered are left out.
 */
export function pastResponses(
  market: SimulatedMarket,
  { past, knows }: { past: Past; knows: (mood: Mood) => boolean },
): PastResponse[] {
  const { seed, market: code, from, to, every } = past;
  const random = seededRandom(seed);
  const moments = Array.from(
    { length: Math.max(0, Math.ceil((to - from) / every)) },
    (_, n) => from + n * every,
  );
  return moments.flatMap((at): PastResponse[] => {
    const mood = moodAt({ seed, market: code, at }, knows);
    const [low, high] = mood === "slow" ? market.slowLatency : market.latency;
    const responseTime = Math.round(between(random, low, high) * 10) / 10;
    return mood === "hanging" ? [] : [[at, responseTime]];
  });
}
