import { type MarketCode, markets } from "../markets/markets.ts";
import { usageTexts } from "./cli_texts.ts";
import { UsageError } from "./usage_error.ts";

/** @throws {UsageError} when there is no such market */
export function aMarket(code: string): MarketCode {
  if (Object.hasOwn(markets, code)) return code as MarketCode;
  throw new UsageError(usageTexts.unknownMarket(code, Object.keys(markets)));
}
