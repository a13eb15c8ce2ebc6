import type { CallLedger } from "../../../lib/budget/call_ledger.ts";
import { ClockSkew } from "../../../lib/markets/clock_skew.ts";
import type { MarketCheckDeps } from "../../../lib/markets/market_check.ts";
import type { Network } from "../../../lib/markets/network.ts";
import { SelfCheck } from "../../../lib/markets/self_check.ts";
import type { Clock } from "../../../lib/shared/clock.ts";
import { memoryLedger } from "./settings.ts";

export interface SurroundingsOptions {
  readonly network: Network;
  readonly clock: Clock;
  readonly ledger?: CallLedger;
  readonly targets?: readonly string[];
  readonly names?: readonly string[];
}

/** All that a market's check needs besides its options. */
export function surroundings(
  { network, clock, ledger = memoryLedger(clock), targets = [], names = [] }: SurroundingsOptions,
): Omit<MarketCheckDeps, "options"> {
  const selfCheck = new SelfCheck({ targets, names, network, clock });
  return { code: "market", ledger, network, clock, selfCheck, skew: new ClockSkew() };
}
