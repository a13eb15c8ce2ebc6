/** The demo shop's orders: placed by the pace of demand, then confirmed and delivered, or cancelled. */
import { integerBetween, pickWeighted, type Random } from "./random.ts";
import { pickCustomer } from "./shop_customers.ts";
import { nextOrderAt } from "./shop_demand.ts";
import { MARKET_CODES, MARKETS } from "./shop_markets.ts";
import type { OrderRow, OrderStatus, ProductRow } from "./shop_rows.ts";
import type { Shop } from "./shop_simulation.ts";
import type { Sale, Stock } from "./shop_stock.ts";
import { DAY, HOUR, koreanHour, koreanMidnight, MINUTE } from "./shop_time.ts";

/** Whole won. */
const DEAREST_ORDER = 180_000;
const MOST_PIECES = 3;
const ONE_MORE_PIECE = 0.18;
/** Shares of the orders that are cancelled before, and after, the shop confirms them. */
const CANCELLED_EARLY = 0.03;
const CANCELLED_LATE = 0.012;
/** Orders of the night are confirmed from this hour on. */
const WORK_BEGINS = 8;
const WORK_ENDS = 22;
const CONFIRMED_AFTER = { low: 6 * MINUTE, high: 75 * MINUTE };
const DELIVERED_AFTER = { low: 15 * HOUR, high: 42 * HOUR };

export class Orders {
  readonly #shop: Shop;
  readonly #stock: Stock;
  #lastId = 0;

  constructor(shop: Shop, stock: Stock) {
    this.#shop = shop;
    this.#stock = stock;
  }

  /** Lets orders come after `since` (ms since 1970), for ever. */
  comeAfter(since: number): void {
    const { random, agenda } = this.#shop;
    agenda.add(nextOrderAt(random, since), (at) => {
      this.#place(at);
      this.comeAfter(at);
    });
  }

  /** A buyer to whom a market has nothing left to sell goes away. */
  #place(at: number): void {
    const { random } = this.#shop;
    const market = pickWeighted(random, MARKET_CODES, (code) => MARKETS[code].share);
    const product = this.#stock.choose(market);
    if (!product) return;
    const sale: Sale = { product, quantity: pieces(random, product.row) };
    this.#stock.take(sale, at);
    const order: OrderRow = {
      id: ++this.#lastId,
      market_code: market,
      market_order_id: MARKETS[market].orderNumber(random, at),
      order_date: at,
      buyer_email: pickCustomer(random),
      order_status: "pending",
      total_price: product.row.sale_price * sale.quantity,
      updated_at: at,
    };
    this.#shop.changes.orders.add(order);
    this.#await(order, sale);
  }

  #await(order: OrderRow, sale: Sale): void {
    const { random, agenda } = this.#shop;
    const confirmed = confirmedAt(random, order.order_date);
    if (random() < CANCELLED_EARLY) return this.#cancelBefore(confirmed, order, sale);
    agenda.add(confirmed, (at) => {
      this.#move(order, "processing", at);
      const delivered = at + integerBetween(random, DELIVERED_AFTER.low, DELIVERED_AFTER.high);
      if (random() < CANCELLED_LATE) this.#cancelBefore(delivered, order, sale);
      else agenda.add(delivered, (end) => this.#move(order, "completed", end));
    });
  }

  #cancelBefore(end: number, order: OrderRow, sale: Sale): void {
    const { random, agenda } = this.#shop;
    agenda.add(integerBetween(random, order.updated_at, end), (at) => {
      this.#move(order, "cancelled", at);
      this.#stock.putBack(sale, at);
    });
  }

  #move(order: OrderRow, status: OrderStatus, at: number): void {
    order.order_status = status;
    order.updated_at = at;
    this.#shop.changes.orders.add(order);
  }
}

/** Mostly one; never more than there are. */
function pieces(random: Random, { sale_price, stock_quantity }: ProductRow): number {
  const most = Math.min(MOST_PIECES, stock_quantity, Math.floor(DEAREST_ORDER / sale_price));
  let quantity = 1;
  while (quantity < most && random() < ONE_MORE_PIECE) quantity++;
  return quantity;
}

/** Some time after the order, or after the morning that follows it. */
function confirmedAt(random: Random, ordered: number): number {
  const hour = koreanHour(ordered);
  const atWork = hour >= WORK_BEGINS && hour < WORK_ENDS;
  const morning = koreanMidnight(ordered) + (hour < WORK_BEGINS ? 0 : DAY) + WORK_BEGINS * HOUR;
  return (atWork ? ordered : morning) + integerBetween(random, CONFIRMED_AFTER.low, CONFIRMED_AFTER.high);
}
