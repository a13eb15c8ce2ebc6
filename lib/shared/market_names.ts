/** What the markets are called, by their code. */
import type { Language, Text } from "./text.ts";

const MARKET_NAMES: Readonly<Record<string, Text>> = {
  coupang: { ko: "쿠팡", en: "Coupang" },
  naver: { ko: "네이버", en: "Naver" },
  smartstore: { ko: "스마트스토어", en: "Smart Store" },
  "11st": { ko: "11번가", en: "11st" },
  elevenst: { ko: "11번가", en: "11st" },
  gmarket: { ko: "G마켓", en: "Gmarket" },
  auction: { ko: "옥션", en: "Auction" },
  esm: { ko: "G마켓·옥션", en: "Gmarket · Auction" },
  ssg: { ko: "SSG", en: "SSG" },
  lotteon: { ko: "롯데ON", en: "Lotte ON" },
  kakao: { ko: "카카오", en: "Kakao" },
  cafe24: { ko: "카페24", en: "Cafe24" },
  wemakeprice: { ko: "위메프", en: "WeMakePrice" },
  tmon: { ko: "티몬", en: "TMON" },
  interpark: { ko: "인터파크", en: "Interpark" },
  shopify: { ko: "쇼피파이", en: "Shopify" },
  amazon: { ko: "아마존", en: "Amazon" },
};

/** Whether a code is a market's, rather than the name of a check of the seller's own. */
export function isMarket(code: string): boolean {
  return Object.hasOwn(MARKET_NAMES, code);
}

/** How a viewer is told of markets. */
export interface MarketNaming {
  readonly language: Language;
  /** What the seller calls markets, by their code; goes before our own names. */
  readonly marketNames: Readonly<Record<string, string>>;
}

/** The name of a market, or the code itself where nobody gave it one. */
export function marketName(code: string, { language, marketNames }: MarketNaming): string {
  if (Object.hasOwn(marketNames, code)) return marketNames[code]!;
  const known = Object.hasOwn(MARKET_NAMES, code) ? MARKET_NAMES[code] : undefined;
  return known?.[language] ?? code;
}
