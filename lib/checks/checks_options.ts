import type { CheckResult } from "../collectors/update.ts";
import type { MarketOptions } from "../markets/market.ts";
import type { PastTimes } from "../markets/market_check.ts";
import type { MarketCode } from "../markets/markets.ts";
import type { ProxyOptions } from "../markets/proxy.ts";
import type { CheckOptions } from "../shared/check_options.ts";

export interface ChecksOptions {
  readonly markets: { readonly [C in MarketCode]?: MarketOptions };
  /** The seller's own. */
  readonly checks: readonly CheckOptions[];
  /** Where checks of SQL figures read; empty: nowhere. */
  readonly database: { readonly url: string };
  /** Milliseconds from the start of one check of a market to the start of its next. */
  readonly interval: number;
  /** `host:port` of those who are asked before a market is blamed; when there are none, nobody is asked. */
  readonly self_check: { readonly targets: readonly string[] };
  readonly proxy?: ProxyOptions;
  /** What is known from before, by market code or name of an own check. */
  readonly past?: { readonly [code: string]: MarketPast };
}

export interface MarketPast {
  /** The state that was believed last. */
  readonly state?: Pick<CheckResult, "class" | "status" | "remedy">;
  readonly times?: PastTimes;
}

/** Check the market with this code, or the own check of this name, now, within its budget. */
export interface ChecksOrder {
  readonly check: string;
}
