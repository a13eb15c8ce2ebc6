import { systemClock } from "../shared/clock.ts";
import { type MarketSimulator, type PastSpan, startMarketSimulator } from "./market_simulator.ts";

/** Where the simulated markets answer, what they accept, and what checks found in the day before they were started. */
export interface MarketSimulation extends Pick<MarketSimulator, "base_urls" | "credentials"> {
  readonly past: ReturnType<MarketSimulator["past"]>;
  /** Day on which Coupang's key was issued: long enough ago for its end to be announced. */
  readonly key_issued: string;
}

export interface SimulationOptions {
  readonly seed: number;
  /** Milliseconds between two checks. */
  readonly interval: number;
  readonly slow: PastSpan["slow"];
}

const DAY = 86_400_000;
const KEY_AGE = 158;

/** The simulated markets as a worker's task: posts once where they are, and serves until `signal` aborts. */
export async function simulateMarkets(
  { seed, interval, slow }: SimulationOptions,
  post: (simulation: MarketSimulation) => void,
  signal: AbortSignal,
): Promise<void> {
  const simulator = startMarketSimulator({ seed, clock: systemClock, signal });
  const { base_urls, credentials } = simulator;
  const now = systemClock.now();
  const past = simulator.past({ from: now - DAY, to: now, every: interval, slow });
  const key_issued = new Date(now - KEY_AGE * DAY).toISOString().slice(0, 10);
  post({ base_urls, credentials, past, key_issued });
  await simulator.closed;
}
