/** The demo shop's product list: each good's variants, on the markets where it is listed. */
import { around, integerBetween, type Random } from "./random.ts";
import { GOODS } from "./shop_goods.ts";
import { type Market, MARKET_CODES, MARKETS } from "./shop_markets.ts";
import type { ProductRow } from "./shop_rows.ts";
import { ORDERS_PER_DAY } from "./shop_demand.ts";

/** A product, and how well it sells: pieces to be expected on an average day. */
export interface Product {
  readonly row: ProductRow;
  readonly dailySales: number;
}

/** Chance that a variant is on sale in a market. */
const LISTED: Record<Market, number> = { coupang: 0.9, naver: 0.78, "11st": 0.56 };
/** Chance that a listing has been taken off sale. */
const INACTIVE = 0.04;
/** How far the best sellers are ahead of the rest; 1 would make all alike. */
const SPREAD_OF_SALES = 2.2;
const DAYS_IN_STOCK = { low: 2, high: 9 };

/** About 300 products with stock for some days each, as they are at the time `at`. */
export function createCatalogue(random: Random, at: number): Product[] {
  const listings = GOODS.flatMap(({ name, price, variants }) =>
    variants.flatMap((variant) =>
      MARKET_CODES.filter((market) => random() < LISTED[market]).map((market) => ({
        name: `${name} ${variant}`,
        market,
        price,
        active: random() >= INACTIVE,
        popularity: around(random, 1, SPREAD_OF_SALES),
      }))
    )
  );
  return listings.map(({ name, market, price, active, popularity }, index) => {
    const rivals = listings.filter((other) => other.market === market && other.active);
    const all = rivals.reduce((sum, rival) => sum + rival.popularity, 0);
    const dailySales = active ? ORDERS_PER_DAY * MARKETS[market].share * popularity / all : 0;
    return {
      dailySales,
      row: {
        id: index + 1,
        name,
        market_code: market,
        status: active ? "active" : "inactive",
        stock_quantity: Math.ceil(dailySales * integerBetween(random, DAYS_IN_STOCK.low, DAYS_IN_STOCK.high)),
        sale_price: price,
        updated_at: at,
      },
    };
  });
}
