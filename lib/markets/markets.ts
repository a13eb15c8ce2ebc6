import { coupang } from "./coupang.ts";
import { elevenst } from "./elevenst.ts";
import { esm } from "./esm.ts";
import { keylessMarket } from "./keyless_market.ts";
import type { Market } from "./market.ts";
import { naver } from "./naver.ts";
import { shopify } from "./shopify.ts";

/**
 * Every market that can be checked, by its code. Those without a file of their own are asked only whether they answer,
 * by a path that reads: how they sign, or what their answers mean, is not known for certain.
 */
export const markets = {
  coupang,
  naver,
  "11st": elevenst,
  esm,
  ssg: keylessMarket("/venInfo/0.1/listStdCtgKeyPath.ssg"),
  lotteon: keylessMarket("/v1/openapi/common/v1/identity"),
  kakao: keylessMarket("/v1/shopping/bizseller/seller-addresses/search"),
  cafe24: keylessMarket("/admin/products?limit=1"),
  shopify,
  amazon: keylessMarket("/sellers/v1/marketplaceParticipations"),
} as const satisfies Record<string, Market>;

/** Where most sell; the others are checked, and spoken of, when the seller says so. */
export const USUAL_MARKETS: readonly MarketCode[] = ["coupang", "naver", "11st"];

export type MarketCode = keyof typeof markets;
