import assert from "node:assert/strict";
import { MARKET_CODES } from "../../lib/demo/shop_markets.ts";
import type {
  JobRow,
  LogRow,
  OrderRow,
  OrderStatus,
  ProductRow,
  ShopChanges,
} from "../../lib/demo/shop_rows.ts";
import { LOGS_KEPT, ORDERS_KEPT, ShopSimulation } from "../../lib/demo/shop_simulation.ts";
import { DAY, HOUR, koreanHour, koreanMidnight, MINUTE } from "../../lib/demo/shop_time.ts";

const NOW = Date.parse("2026-11-25T14:30:00+09:00");

const TABLES = ["orders", "products", "logs", "jobs"] as const;

/** What a database would hold after all these changes. */
class Tables {
  readonly orders = new Map<number, OrderRow>();
  readonly products = new Map<number, ProductRow>();
  readonly logs = new Map<number, LogRow>();
  readonly jobs = new Map<number, JobRow>();

  write(changes: ShopChanges): this {
    for (const table of TABLES) {
      for (const row of changes[table]) (this[table] as Map<number, object>).set(row.id, { ...row });
    }
    return this;
  }

  forgetLogsBefore(time: number): this {
    for (const { id, timestamp } of this.logs.values()) if (timestamp < time) this.logs.delete(id);
    return this;
  }
}

/** Names the first row that differs: comparing tens of thousands of rows at once takes `assert` a minute on Deno 2.4. */
function assertSame(actual: Tables, expected: Tables): void {
  for (const table of TABLES) {
    assert.ok(expected[table].size > 0);
    assert.equal(actual[table].size, expected[table].size, table);
    for (const [id, row] of expected[table]) {
      const other = actual[table].get(id);
      if (JSON.stringify(other) !== JSON.stringify(row)) assert.deepEqual(other, row, table);
    }
  }
}

function history(seed = 7, now = NOW): Tables {
  return new Tables().write(new ShopSimulation({ seed, now }).advance(now));
}

Deno.test("ShopSimulation.advance() makes the same shop of the same seed, and another of another", () => {
  assertSame(history(), history());
  assert.throws(() => assertSame(history(8), history()));
});

Deno.test("ShopSimulation.advance() makes the same rows in many steps as in one", () => {
  const later = NOW + 6 * HOUR;
  const one = new ShopSimulation({ seed: 7, now: NOW });
  const many = new ShopSimulation({ seed: 7, now: NOW });
  const inOne = new Tables().write(one.advance(later));
  const inMany = new Tables().write(many.advance(NOW));
  for (let at = NOW; at <= later; at += 7_900) inMany.write(many.advance(at));
  inMany.write(many.advance(later));
  assertSame(inMany.forgetLogsBefore(later - LOGS_KEPT), inOne);
});

Deno.test("ShopSimulation.advance() makes again, later on the same day, the shop that was there before", () => {
  const later = NOW + 3 * HOUR;
  const before = new ShopSimulation({ seed: 7, now: NOW });
  const tables = new Tables().write(before.advance(NOW)).write(before.advance(later));
  assertSame(history(7, later), tables.forgetLogsBefore(later - LOGS_KEPT));
});

Deno.test("ShopSimulation.advance() into the past, or again to the same time, changes nothing", () => {
  const shop = new ShopSimulation({ seed: 7, now: NOW });
  shop.advance(NOW);
  for (const time of [NOW, NOW - DAY, 0]) {
    const { orders, products, logs, jobs } = shop.advance(time);
    assert.equal(orders.size + products.size + logs.size + jobs.size, 0);
  }
});

Deno.test("ShopSimulation: the past is eight days long and today ends now", () => {
  const { orders, logs, jobs } = history();
  const ordered = [...orders.values()].map((order) => order.order_date);
  const start = koreanMidnight(NOW) - ORDERS_KEPT;
  assert.ok(Math.min(...ordered) >= start && Math.min(...ordered) < start + 10 * MINUTE);
  assert.ok(Math.max(...ordered) <= NOW && Math.max(...ordered) > NOW - 10 * MINUTE);
  assert.ok([...orders.values()].every((row) => row.updated_at >= row.order_date && row.updated_at <= NOW));
  assert.ok([...logs.values()].every((row) => row.timestamp >= NOW - LOGS_KEPT && row.timestamp <= NOW));
  assert.ok([...jobs.values()].every((job) => job.last_run_at <= NOW && job.next_run_at > NOW));
});

Deno.test("ShopSimulation: orders are like those of a real shop", () => {
  const orders = [...history().orders.values()];
  const share = (matches: (order: OrderRow) => boolean) => orders.filter(matches).length / orders.length;
  assert.ok(Math.abs(share((order) => order.market_code === "coupang") - 0.5) < 0.02);
  assert.ok(Math.abs(share((order) => order.market_code === "naver") - 0.33) < 0.02);
  assert.ok(Math.abs(share((order) => order.market_code === "11st") - 0.17) < 0.02);
  assert.ok(orders.every(({ total_price }) => total_price >= 9_900 && total_price <= 180_000));
  assert.ok(share(({ order_status }) => order_status === "cancelled") < 0.06);
  assert.ok(share(({ order_status }) => order_status === "cancelled") > 0.02);
  assert.equal(new Set(orders.map(({ market_order_id }) => market_order_id)).size, orders.length);
  const buyers = new Set(orders.map(({ buyer_email }) => buyer_email));
  assert.ok(buyers.size < orders.length * 0.9 && buyers.size > orders.length / 5);

  const byHour = Array.from({ length: 24 }, () => 0);
  const wholeDays = orders.filter(({ order_date }) => order_date < koreanMidnight(NOW));
  for (const order of wholeDays) byHour[Math.floor(koreanHour(order.order_date))]!++;
  assert.ok(Math.max(...byHour.slice(3, 6)) * 5 < byHour[11]!);
  assert.ok(byHour[11]! < byHour[21]!);
});

Deno.test("ShopSimulation: every day of the week to date has orders, and yesterday is a fair measure for today", () => {
  const orders = [...history().orders.values()];
  const between = (from: number, to: number) =>
    orders.filter(({ order_date }) => order_date >= from && order_date < to).length;
  const midnight = koreanMidnight(NOW);
  for (let days = 1; days <= 8; days++) {
    const count = between(midnight - days * DAY, midnight - (days - 1) * DAY);
    assert.ok(count > 3_500 && count < 6_900, `${count} orders ${days} days ago`);
  }
  const ratio = between(midnight, NOW) / between(midnight - DAY, NOW - DAY);
  assert.ok(ratio > 0.7 && ratio < 1.4, `${ratio}`);
});

Deno.test("ShopSimulation: statuses only move forward, and every order comes to an end", () => {
  const follows: Record<OrderStatus, OrderStatus[]> = {
    pending: ["processing", "cancelled"],
    processing: ["completed", "cancelled"],
    completed: [],
    cancelled: [],
  };
  const shop = new ShopSimulation({ seed: 7, now: NOW });
  const known = new Map([...shop.advance(NOW).orders].map((order) => [order.id, { ...order }]));
  const moves = new Map<string, number>();
  for (let at = NOW; at <= NOW + 4 * DAY; at += MINUTE) {
    for (const order of shop.advance(at).orders) {
      const before = known.get(order.id);
      if (before) {
        assert.ok(follows[before.order_status].includes(order.order_status), JSON.stringify([before, order]));
        assert.ok(order.updated_at > before.updated_at);
        const move = `${before.order_status} → ${order.order_status}`;
        moves.set(move, (moves.get(move) ?? 0) + 1);
      }
      known.set(order.id, { ...order });
    }
  }
  assert.deepEqual([...moves.keys()].sort(), [
    "pending → cancelled",
    "pending → processing",
    "processing → cancelled",
    "processing → completed",
  ]);
  const old = [...known.values()].filter(({ order_date }) => order_date < NOW);
  assert.ok(old.every(({ order_status }) => follows[order_status].length === 0));
});

Deno.test("ShopSimulation: stock is never negative, runs low here and there, and is refilled", () => {
  const shop = new ShopSimulation({ seed: 7, now: NOW });
  const tables = new Tables().write(shop.advance(NOW));
  assert.ok(Math.abs(tables.products.size - 300) < 40, `${tables.products.size} products`);
  let [sold, refilled] = [0, 0];
  for (let at = NOW; at <= NOW + 2 * DAY; at += 10 * MINUTE) {
    const { products } = shop.advance(at);
    for (const { id, stock_quantity } of products) {
      const before = tables.products.get(id)!.stock_quantity;
      assert.ok(Number.isInteger(stock_quantity) && stock_quantity >= 0);
      if (stock_quantity < before) sold++;
      if (stock_quantity > before + 5) refilled++;
    }
    tables.write({ orders: new Set(), products, logs: new Set(), jobs: new Set() });
    const low = [...tables.products.values()].filter(({ stock_quantity }) => stock_quantity <= 10).length;
    const out = [...tables.products.values()].filter(({ stock_quantity }) => stock_quantity === 0).length;
    assert.ok(low >= 3 && low <= 60, `${low} low`);
    assert.ok(out <= 30 && out < low, `${out} out of stock`);
  }
  assert.ok(sold > 1_000 && refilled > 50, `${sold} sold, ${refilled} refilled`);
});

Deno.test("ShopSimulation: logs are mostly of calls that went well", () => {
  const logs = [...history().logs.values()];
  const share = (level: string) => logs.filter((row) => row.level === level).length / logs.length;
  assert.ok(share("INFO") > 0.9);
  assert.ok(share("WARNING") > 0.005 && share("WARNING") < 0.08);
  assert.ok(share("ERROR") > 0 && share("ERROR") < 0.02);
  for (const market of MARKET_CODES) {
    const calls = logs.filter((row) => row.market_code === market && row.execution_time !== null);
    assert.ok(calls.length > 3_000, `${calls.length} calls of ${market}`);
    assert.ok(calls.every(({ execution_time }) => execution_time! > 0 && execution_time! <= 10_000));
  }
});

Deno.test("ShopSimulation: a step after a long sleep makes no more logs than are kept", () => {
  const shop = new ShopSimulation({ seed: 7, now: NOW });
  const usual = shop.advance(NOW).logs.size;
  const { logs } = shop.advance(NOW + 5 * DAY);
  assert.ok(Math.abs(logs.size / usual - 1) < 0.2, `${logs.size} of ${usual}`);
  assert.ok([...logs].every(({ timestamp }) => timestamp >= NOW + 5 * DAY - LOGS_KEPT));
});
