import assert from "node:assert/strict";
import { LiveShop } from "../../lib/demo/shop_live.ts";
import { LOGS_KEPT, ORDERS_KEPT } from "../../lib/demo/shop_simulation.ts";
import { DAY, HOUR, koreanTimestamp, MINUTE, SECOND } from "../../lib/demo/shop_time.ts";

const NOW = Date.parse("2026-11-25T14:30:00+09:00");
const TABLES = ["market_orders", "unified_products", "system_logs", "schedule_jobs"];

class Time {
  #now = NOW;
  now = () => this.#now;
  pass(milliseconds: number) {
    this.#now += milliseconds;
  }
}

async function rowOf(
  shop: LiveShop,
  statement: string,
  values: unknown[] = [],
): Promise<Record<string, unknown>> {
  const { rows } = await shop.pool.query(statement, values);
  assert.equal(rows.length, 1);
  return rows[0];
}

/** One value that says whether two shops' tables hold the same rows. */
async function contents(shop: LiveShop): Promise<unknown[]> {
  const hash = (table: string) =>
    rowOf(shop, `SELECT count(*), md5(string_agg(t::text, ',' ORDER BY id)) FROM ${table} t`);
  const all = [];
  for (const table of TABLES) all.push(await hash(table));
  return all;
}

Deno.test("LiveShop writes the same rows for the same seed and the same steps of the clock", async () => {
  const live = async (steps: number[]) => {
    const clock = new Time();
    await using shop = await LiveShop.open({ seed: 7, clock });
    for (const step of steps) {
      clock.pass(step);
      await shop.step();
    }
    return await contents(shop);
  };
  const seconds = Array.from({ length: 600 }, () => SECOND);
  assert.deepEqual(await live(seconds), await live([10 * MINUTE]));
});

Deno.test("LiveShop.step() shows what happened since the last one, and the whole of it at one moment", async () => {
  const clock = new Time();
  await using shop = await LiveShop.open({ seed: 7, clock });
  const figures = () =>
    rowOf(
      shop,
      `SELECT (SELECT count(*) FROM market_orders) AS orders,
              (SELECT count(*) FROM market_orders WHERE order_status = 'completed') AS completed,
              (SELECT sum(stock_quantity) FROM unified_products) AS stock,
              (SELECT count(*) FROM system_logs) AS logs,
              (SELECT max(last_run_at) FROM schedule_jobs) AS run`,
    );
  const before = await figures();
  clock.pass(10 * MINUTE);
  await shop.step();
  const after = await figures();
  for (const name of Object.keys(before)) assert.notDeepEqual(after[name], before[name], name);
  const { future } = await rowOf(
    shop,
    "SELECT count(*) AS future FROM market_orders WHERE greatest(order_date, updated_at) > $1",
    [koreanTimestamp(clock.now())],
  );
  assert.equal(future, "0");
});

Deno.test("LiveShop.step() forgets old orders and logs, and the database does not grow", async () => {
  const clock = new Time();
  await using shop = await LiveShop.open({ seed: 7, clock });
  const size = () =>
    rowOf(
      shop,
      `SELECT pg_database_size(current_database())::float8 AS data,
              (SELECT sum(size) FROM pg_ls_waldir())::float8 AS log,
              (SELECT min(order_date) FROM market_orders)::text AS "firstOrder",
              (SELECT min(timestamp) FROM system_logs)::text AS "firstLog"`,
    );
  const before = await size();
  for (let hour = 0; hour < 4 * 24; hour++) {
    clock.pass(HOUR);
    await shop.step();
  }
  const after = await size();
  assert.ok(Number(after.data) < 1.25 * Number(before.data), `${after.data} bytes after ${before.data}`);
  assert.ok(Number(after.log) < 10e6, `${after.log} bytes of write-ahead log`);
  const asTime = (text: unknown) => Date.parse(`${String(text).replace(" ", "T")}+09:00`);
  assert.ok(asTime(after.firstOrder) >= clock.now() - ORDERS_KEPT);
  assert.ok(asTime(after.firstOrder) < clock.now() - ORDERS_KEPT + DAY);
  assert.ok(asTime(after.firstLog) >= clock.now() - LOGS_KEPT);
});

Deno.test("LiveShop.step() writes although whoever had the connection before made it read-only", async () => {
  const clock = new Time();
  await using shop = await LiveShop.open({ seed: 7, clock });
  await shop.pool.query("SET default_transaction_read_only = on");
  clock.pass(10 * MINUTE);
  await shop.step();
  const { last } = await rowOf(shop, "SELECT max(order_date)::text AS last FROM market_orders");
  assert.ok(String(last) > "2026-11-25 14:30:00", String(last));
});
