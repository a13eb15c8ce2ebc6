import type { MarketOptions } from "./market.ts";
import type { MarketCode } from "./markets.ts";
import { peerOf } from "./network.ts";

/** The names under which markets are reached, also of those that are switched off: they are names that should be found. */
export function hostnames(markets: { readonly [C in MarketCode]?: MarketOptions }): string[] {
  return Object.values(markets).flatMap(({ base_url }) => base_url === "" ? [] : [peerOf(base_url).hostname]);
}
