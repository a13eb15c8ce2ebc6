import type { MarketOptions } from "./market.ts";
import type { MarketCode } from "./markets.ts";

export interface ChecksOptions {
  readonly markets: { readonly [C in MarketCode]?: MarketOptions };
  /** Milliseconds from the start of one check of a market to the start of its next. */
  readonly interval: number;
  /** `host:port` of those who are asked before a market is blamed; when there are none, nobody is asked. */
  readonly self_check: { readonly targets: readonly string[] };
}

/** Check the market with this code now, within its budget. */
export interface ChecksOrder {
  readonly check: string;
}
