import { systemClock } from "../shared/clock.ts";
import { type MarketSimulator, startMarketSimulator } from "./market_simulator.ts";

/** Where the simulated markets answer, what they accept, and how they answered in the hour before they were started. */
export interface MarketSimulation extends Pick<MarketSimulator, "base_urls" | "credentials"> {
  readonly past: ReturnType<MarketSimulator["past"]>;
}

const HOUR = 3_600_000;

/** The simulated markets as a worker's task: `interval` is that of the checks (ms); posts once where they are, and serves until `signal` aborts. */
export async function simulateMarkets(
  { seed, interval }: { seed: number; interval: number },
  post: (simulation: MarketSimulation) => void,
  signal: AbortSignal,
): Promise<void> {
  const simulator = startMarketSimulator({ seed, clock: systemClock, signal });
  const { base_urls, credentials } = simulator;
  const now = systemClock.now();
  post({ base_urls, credentials, past: simulator.past({ from: now - HOUR, to: now, every: interval }) });
  await simulator.closed;
}
