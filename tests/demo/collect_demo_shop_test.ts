import assert from "node:assert/strict";
import type { Update } from "../../lib/collectors/update.ts";
import { collectDemoShop } from "../../lib/demo/collect_demo_shop.ts";
import { LiveShop } from "../../lib/demo/shop_live.ts";
import { parseConfig } from "../../lib/config/parse_config.ts";
import { collectMetrics } from "../../lib/metrics/collect_metrics.ts";
import { DEMO_OPTIONS } from "./options.ts";

const NOW = Date.parse("2026-11-25T14:30:00+09:00");
const SOURCES = ["database", "sales", "orders", "inventory", "system", "jobs"];

function dataOf(updates: readonly Update[]) {
  const delivered = updates.map((update) => {
    assert.ok(update.kind === "delivered", JSON.stringify(update));
    return [update.source, update.data];
  });
  return Object.fromEntries(delivered);
}

/** The first tick over the shop's database as it stands. */
async function figuresOf(shop: LiveShop) {
  const { promise, resolve, reject } = Promise.withResolvers<readonly Update[]>();
  const stop = new AbortController();
  const lent = { connect: () => shop.pool.connect(), end: () => Promise.resolve() } as typeof shop.pool;
  const running = collectMetrics(DEMO_OPTIONS, resolve, stop.signal, {
    clock: { now: () => NOW },
    openPool: () => lent,
  });
  running.catch(reject);
  const updates = await promise;
  stop.abort();
  await running;
  return dataOf(updates);
}

Deno.test("collectMetrics() reads of the demo shop what plain SQL reads of it", async () => {
  await using shop = await LiveShop.open({ seed: 7, clock: { now: () => NOW } });
  const figures = await figuresOf(shop);
  const rows = async (text: string) => (await shop.pool.query(text)).rows;

  const [sales] = await rows(`SELECT count(*)::int AS today_orders, sum(total_price)::float8 AS today_revenue,
    count(DISTINCT buyer_email)::int AS unique_customers
    FROM market_orders WHERE date(order_date) = '2026-11-25'`);
  assert.deepEqual(figures.sales.today, sales);
  const [yesterday] = await rows(`SELECT count(*)::int AS orders, sum(total_price)::float8 AS revenue
    FROM market_orders WHERE date(order_date) = '2026-11-24' AND order_date::time <= '14:30'`);
  assert.deepEqual(figures.sales.yesterday_same_time, yesterday);
  const days = await rows(`SELECT date(order_date)::text AS date, count(*)::int AS orders,
    sum(total_price)::float8 AS revenue FROM market_orders
    WHERE date(order_date) BETWEEN '2026-11-18' AND '2026-11-25' GROUP BY 1 ORDER BY 1`);
  assert.equal(days.length, 8);
  assert.deepEqual(figures.sales.weekly_trend, days);
  const hours = await rows(
    `SELECT h AS hour, count(id)::int AS orders, coalesce(sum(total_price), 0)::float8 AS revenue
    FROM generate_series(0, 23) h LEFT JOIN market_orders
      ON date(order_date) = '2026-11-25' AND extract(hour FROM order_date) = h GROUP BY 1 ORDER BY 1`,
  );
  assert.deepEqual(figures.sales.hourly_trend, hours);

  const statuses = await rows(`SELECT order_status, count(*)::int FROM market_orders
    WHERE date(order_date) IN ('2026-11-24', '2026-11-25') GROUP BY 1`);
  const counts = Object.fromEntries(statuses.map(({ order_status, count }) => [order_status, count]));
  assert.deepEqual(figures.orders.status_counts, counts);
  const { pending, processing, completed, cancelled } = figures.orders;
  assert.deepEqual({ pending, processing, completed, cancelled }, counts);
  const markets = await rows(`SELECT market_code, count(*)::int AS orders, sum(total_price)::float8 AS revenue
    FROM market_orders WHERE date(order_date) = '2026-11-25' GROUP BY 1 ORDER BY 2 DESC`);
  assert.deepEqual(figures.orders.by_market, markets);

  const { low, ...totals } = figures.inventory;
  const [inventory] = await rows(`SELECT count(*)::int AS total_products,
    count(CASE WHEN stock_quantity <= 10 THEN 1 END)::int AS low_stock,
    count(CASE WHEN stock_quantity <= 0 THEN 1 END)::int AS out_of_stock,
    sum(stock_quantity * sale_price)::float8 AS inventory_value
    FROM unified_products WHERE status = 'active'`);
  assert.deepEqual(totals, inventory);
  assert.ok(inventory.low_stock > 0 && low.length === Math.min(20, inventory.low_stock));

  const [system] = await rows(`SELECT count(CASE WHEN level = 'ERROR' THEN 1 END)::int AS errors,
    count(CASE WHEN level = 'WARNING' THEN 1 END)::int AS warnings, count(*)::int AS entries
    FROM system_logs WHERE timestamp > '2026-11-25 13:30' AND timestamp <= '2026-11-25 14:30'`);
  const [calls] = await rows(
    `SELECT count(*)::int AS requests, max(execution_time) AS longest FROM system_logs
    WHERE execution_time IS NOT NULL AND timestamp > '2026-11-25 14:25' AND timestamp <= '2026-11-25 14:30'`,
  );
  assert.equal(figures.system.error_rate, system.errors);
  assert.equal(figures.system.error_ratio, system.errors / system.entries);
  assert.equal(figures.system.warning_count, system.warnings);
  assert.equal(figures.system.api_metrics.total_requests, calls.requests);
  assert.equal(figures.system.api_metrics.max_response_time, calls.longest);
  assert.ok(calls.requests > 10);
  assert.equal(figures.jobs.scheduled_jobs.length, 6);
});

Deno.test("collectDemoShop() posts every source at once, goes on as the clock goes on, and ends when told to", async () => {
  let now = NOW;
  const stop = new AbortController();
  const ticks: ReturnType<typeof dataOf>[] = [];
  await collectDemoShop(
    // Tables of other names are the seller's, and so is a schema that is switched off.
    { ...DEMO_OPTIONS, schema: { orders: null, products: null, logs: null, jobs: null } },
    (updates) => {
      if ("custom" in updates) return;
      ticks.push(dataOf(updates));
      now += 1_000;
      const [first, last] = [ticks[0]!, ticks.at(-1)!];
      if (last.sales.today.today_orders > first.sales.today.today_orders + 5) stop.abort();
    },
    stop.signal,
    { clock: { now: () => now } },
  );
  for (const tick of ticks) assert.deepEqual(Object.keys(tick).sort(), SOURCES.toSorted());
  const orders = ticks.map(({ sales }) => sales.today.today_orders);
  assert.deepEqual(orders, orders.toSorted((a, b) => a - b));
});

Deno.test("collectDemoShop() posts nothing when it is told to end while the shop is being opened", async () => {
  const posted: unknown[] = [];
  const stop = new AbortController();
  const running = collectDemoShop(DEMO_OPTIONS, (updates) => void posted.push(updates), stop.signal);
  stop.abort();
  await running;
  assert.deepEqual(posted, []);
});

Deno.test("collectDemoShop() reads own metrics from its tables, and one that is faulty harms neither them nor the shop", async () => {
  const text = `metrics:
  - { name: orders, sql: SELECT count(*) FROM market_orders }
  - { name: broken, sql: SELECT * FROM nowhere }`;
  const { metrics } = parseConfig({ file: { path: "marketpulse.yaml", text }, env: {}, flags: {} });
  const stop = new AbortController();
  const read = new Map<string, string>();
  let ticks = 0;
  await collectDemoShop({ ...DEMO_OPTIONS, metrics }, (report) => {
    if ("custom" in report) {
      for (const { name, outcome } of report.custom) {
        read.set(name, "reason" in outcome ? outcome.reason.en : Object.keys(outcome).join());
      }
    } else ticks = read.size === 2 ? ticks + 1 : 0;
    if (ticks > 3) stop.abort();
  }, stop.signal);
  assert.equal(read.get("orders"), "value");
  assert.match(read.get("broken")!, /^marketpulse\.yaml:3: .*"nowhere" does not exist/);
});
