/** The markets on which the demo shop sells, as far as they differ. */
import { integerBetween, type Random } from "./random.ts";
import { koreanDigits } from "./shop_time.ts";

interface MarketTraits {
  /** Korean name, as the shop's own messages write it. */
  readonly name: string;
  /** Share of all orders. */
  readonly share: number;
  /** Milliseconds that half of the calls of its API stay below. */
  readonly response: number;
  /** An order number as the market forms it; not unique by itself. */
  orderNumber(random: Random, at: number): string;
}

export const MARKETS = {
  coupang: {
    name: "쿠팡",
    share: 0.5,
    response: 130,
    orderNumber: (random) => `${integerBetween(random, 10_000_000_000_000, 39_999_999_999_999)}`,
  },
  naver: {
    name: "네이버",
    share: 0.33,
    response: 170,
    orderNumber: (random, at) => koreanDigits(at).slice(0, 8) + digits(random, 8),
  },
  "11st": {
    name: "11번가",
    share: 0.17,
    response: 390,
    orderNumber: (random, at) => koreanDigits(at).slice(0, 8) + digits(random, 9),
  },
} as const satisfies Record<string, MarketTraits>;

export type Market = keyof typeof MARKETS;
export const MARKET_CODES = Object.keys(MARKETS) as Market[];

function digits(random: Random, count: number): string {
  return `${integerBetween(random, 0, 10 ** count - 1)}`.padStart(count, "0");
}
