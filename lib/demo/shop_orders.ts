/** The demo shop's orders: placed by the pace of demand, then confirmed and delivered, or cancelled. */
import { between, integerBetween, pickWeighted } from "./random.ts";
import { pickCustomer } from "./shop_customers.ts";
import { nextOrderAt } from "./shop_demand.ts";
import { MARKET_CODES, MARKETS } from "./shop_markets.ts";
import type { OrderRow, OrderStatus } from "./shop_rows.ts";
import type { Shop } from "./shop_simulation.ts";
import type { Sale, Stock } from "./shop_stock.ts";
import { HOUR, koreanHour, koreanMidnight, MINUTE } from "./shop_time.ts";

/** Whole won. */
const DEAREST_ORDER = 180_000;
const MOST_PIECES = 3;
const SECOND_PIECE = 0.18;
/** Shares of the orders that are cancelled before, and after, the shop confirms them. */
const CANCELLED_EARLY = 0.03;
const CANCELLED_LATE = 0.012;
/** Orders of the night are confirmed from this hour on. */
const WORK_BEGINS = 8;
const WORK_ENDS = 22;
const CONFIRMED_AFTER = { low: 6 * MINUTE, high: 75 * MINUTE };
const DELIVERED_AFTER = { low: 15 * HOUR, high: 42 * HOUR };

export interface OrdersOptions {
  readonly stock: Stock;
  /** The time, ms since 1970, after which the first order may come. */
  readonly from: number;
}

/** Lets orders come from now on. */
export function startOrders(shop: Shop, { stock, from }: OrdersOptions): void {
  const { random, agenda, changes } = shop;
  let lastId = 0;
  waitForNext(from);

  function waitForNext(since: number): void {
    agenda.add(nextOrderAt(random, since), (at) => {
      place(at);
      waitForNext(at);
    });
  }

  function place(at: number): void {
    const market = pickWeighted(random, MARKET_CODES, (code) => MARKETS[code].share);
    const product = stock.choose(market);
    if (!product) return;
    const { sale_price, stock_quantity } = product.row;
    let quantity = 1;
    const most = Math.min(MOST_PIECES, stock_quantity, Math.floor(DEAREST_ORDER / sale_price));
    while (quantity < most && random() < SECOND_PIECE) quantity++;
    const sale: Sale = { product, quantity };
    stock.take(sale, at);
    const order: OrderRow = {
      id: ++lastId,
      market_code: market,
      market_order_id: MARKETS[market].orderNumber(random, at),
      order_date: at,
      buyer_email: pickCustomer(random),
      order_status: "pending",
      total_price: sale_price * quantity,
      updated_at: at,
    };
    changes.orders.add(order);
    awaitConfirmation(order, sale);
  }

  function awaitConfirmation(order: OrderRow, sale: Sale): void {
    const due = confirmedAt(order.order_date);
    if (random() < CANCELLED_EARLY) return cancelBetween(order, sale, due);
    agenda.add(due, (at) => {
      move(order, "processing", at);
      const delivered = at + integerBetween(random, DELIVERED_AFTER.low, DELIVERED_AFTER.high);
      if (random() < CANCELLED_LATE) cancelBetween(order, sale, delivered);
      else agenda.add(delivered, (end) => move(order, "completed", end));
    });
  }

  function cancelBetween(order: OrderRow, sale: Sale, end: number): void {
    agenda.add(integerBetween(random, order.updated_at, end), (at) => {
      move(order, "cancelled", at);
      stock.putBack(sale, at);
    });
  }

  function confirmedAt(ordered: number): number {
    const hour = koreanHour(ordered);
    const morning = koreanMidnight(ordered) + (hour < WORK_BEGINS ? WORK_BEGINS : 24 + WORK_BEGINS) * HOUR;
    const opened = hour < WORK_BEGINS || hour >= WORK_ENDS ? morning : ordered;
    return opened + Math.ceil(between(random, CONFIRMED_AFTER.low, CONFIRMED_AFTER.high));
  }

  function move(order: OrderRow, status: OrderStatus, at: number): void {
    order.order_status = status;
    order.updated_at = at;
    changes.orders.add(order);
  }
}
