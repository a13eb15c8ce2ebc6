import type { CheckResult } from "../collectors/update.ts";
import type { MarketOptions } from "./market.ts";
import type { PastTimes } from "./market_check.ts";
import type { MarketCode } from "./markets.ts";

export interface ChecksOptions {
  readonly markets: { readonly [C in MarketCode]?: MarketOptions };
  /** Milliseconds from the start of one check of a market to the start of its next. */
  readonly interval: number;
  /** `host:port` of those who are asked before a market is blamed; when there are none, nobody is asked. */
  readonly self_check: { readonly targets: readonly string[] };
  /** What is known from before, by market code. */
  readonly past?: { readonly [code: string]: MarketPast };
}

export interface MarketPast {
  /** The state that was believed last. */
  readonly state?: Pick<CheckResult, "class" | "status" | "remedy">;
  readonly times?: PastTimes;
}

/** Check the market with this code now, within its budget. */
export interface ChecksOrder {
  readonly check: string;
}
