import { createHash } from "node:crypto";

/** What names a seller's account at a market, the best first. A secret does not: it changes and the account stays. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  coupang: ["vendor_id", "access_key"],
  naver: ["client_id"],
  "11st": ["api_key"],
  esm: ["master_id"],
  shopify: ["base_url"],
};

/**
 * A word that stands for the seller's account at a market, because markets count requests by it: two shops that share a
 * Redis share a budget only where they share the account. Empty where nothing is configured: a market that is asked
 * without a key counts by our address, which whoever shares a Redis most likely shares too.
 */
export function accountAt(market: string, markets: Readonly<Record<string, object>>): string {
  const options = (markets[market] ?? {}) as Readonly<Record<string, unknown>>;
  const name = NAMES[market]?.map((key) => options[key]).find((value) => value);
  return typeof name === "string" ? createHash("sha256").update(name).digest("hex").slice(0, 16) : "";
}
