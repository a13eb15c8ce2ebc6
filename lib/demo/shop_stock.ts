/** The demo shop's store room: pieces go out with orders, and new ones come some time after few are left. */
import { around, between, pickWeighted } from "./random.ts";
import type { Product } from "./shop_catalogue.ts";
import { type Market, MARKET_CODES, MARKETS } from "./shop_markets.ts";
import type { Shop } from "./shop_simulation.ts";
import { HOUR } from "./shop_time.ts";

/** Pieces at which the shop's own log warns. */
const FEW = 10;
/** A product is ordered anew when it is down to this many days' sales, or to {@linkcode FEW}. */
const REORDER_DAYS = 0.7;
/** Half of the deliveries come sooner; some come after the last piece is gone. */
const DELIVERY = 13 * HOUR;
const DELIVERY_SPREAD = 1.8;
const DELIVERED_DAYS = { low: 3, high: 9 };

/** Sold pieces of one product. */
export interface Sale {
  readonly product: Product;
  readonly quantity: number;
}

export class Stock {
  readonly #shop: Shop;
  readonly #byMarket: ReadonlyMap<Market, readonly Product[]>;
  readonly #awaited = new Set<Product>();

  constructor(shop: Shop, products: readonly Product[]) {
    this.#shop = shop;
    this.#byMarket = new Map(
      MARKET_CODES.map((market) => [market, products.filter(({ row }) => row.market_code === market)]),
    );
    for (const { row } of products) shop.changes.products.add(row);
  }

  /** What a buyer in `market` would like and can have; undefined when everything is sold out. */
  choose(market: Market): Product | undefined {
    const shelf = this.#byMarket.get(market)!;
    const demand = ({ row, dailySales }: Product) => row.stock_quantity > 0 ? dailySales : 0;
    return shelf.some((product) => demand(product) > 0)
      ? pickWeighted(this.#shop.random, shelf, demand)
      : undefined;
  }

  take({ product, quantity }: Sale, at: number): void {
    const before = product.row.stock_quantity;
    this.#set(product, before - quantity, at);
    const left = product.row.stock_quantity;
    if (before > FEW && left <= FEW) this.#warn(product, at);
    if (left <= Math.max(FEW, product.dailySales * REORDER_DAYS)) this.#reorder(product, at);
  }

  /** Cancelled pieces go back on the shelf. */
  putBack({ product, quantity }: Sale, at: number): void {
    this.#set(product, product.row.stock_quantity + quantity, at);
  }

  #set(product: Product, quantity: number, at: number): void {
    product.row.stock_quantity = quantity;
    product.row.updated_at = at;
    this.#shop.changes.products.add(product.row);
  }

  #reorder(product: Product, at: number): void {
    if (this.#awaited.has(product)) return;
    this.#awaited.add(product);
    const { random, agenda } = this.#shop;
    agenda.add(at + Math.ceil(around(random, DELIVERY, DELIVERY_SPREAD)), (arrival) => {
      const days = between(random, DELIVERED_DAYS.low, DELIVERED_DAYS.high);
      const pieces = 10 * Math.ceil((FEW + product.dailySales * days) / 10);
      this.#awaited.delete(product);
      this.#set(product, product.row.stock_quantity + pieces, arrival);
      this.#log(product, arrival, { level: "INFO", message: `입고 완료: ${product.row.name} ${pieces}개` });
    });
  }

  #warn(product: Product, at: number): void {
    const { name, stock_quantity } = product.row;
    const message = stock_quantity > 0
      ? `재고 부족: ${name} (남은 수량 ${stock_quantity}개)`
      : `품절: ${name}`;
    this.#log(product, at, { level: "WARNING", message });
  }

  #log({ row }: Product, at: number, entry: { level: "INFO" | "WARNING"; message: string }): void {
    const market = row.market_code;
    const message = `${MARKETS[market].name} ${entry.message}`;
    this.#shop.log(at, { ...entry, message, logger: "stock", market_code: market, execution_time: null });
  }
}
