import { systemClock } from "../shared/clock.ts";
import { type MarketSimulator, startMarketSimulator } from "./market_simulator.ts";

/** Where the simulated markets answer, and what they accept. */
export type MarketSimulation = Pick<MarketSimulator, "base_urls" | "credentials">;

/** The simulated markets as a worker's task: posts once where they are, and serves until `signal` aborts. */
export async function simulateMarkets(
  { seed }: { seed: number },
  post: (simulation: MarketSimulation) => void,
  signal: AbortSignal,
): Promise<void> {
  const { base_urls, credentials, closed } = startMarketSimulator({ seed, clock: systemClock, signal });
  post({ base_urls, credentials });
  await closed;
}
