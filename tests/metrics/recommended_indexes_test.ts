import assert from "node:assert/strict";
import { recommendedIndexes } from "@/lib/metrics/recommended_indexes.ts";
import { defaultSchema } from "@/lib/shared/default_schema.ts";

Deno.test("recommendedIndexes() names the indexes of each table that grows", () => {
  assert.deepEqual(recommendedIndexes(defaultSchema()), [
    `CREATE INDEX CONCURRENTLY ON "market_orders" ("order_date") ` +
    `INCLUDE ("market_code", "order_status", "total_price", "buyer_email")`,
    `CREATE INDEX CONCURRENTLY ON "market_orders" ("updated_at")`,
    `CREATE INDEX CONCURRENTLY ON "unified_products" ("stock_quantity") ` +
    `INCLUDE ("sale_price", "name", "market_code") WHERE (status = 'active')`,
    `CREATE INDEX CONCURRENTLY ON "unified_products" ("updated_at")`,
    `CREATE INDEX CONCURRENTLY ON "system_logs" ("timestamp") INCLUDE ("level", "execution_time")`,
  ]);
});

Deno.test("recommendedIndexes() includes no expressions and no columns that are not mapped", () => {
  const schema = defaultSchema();
  schema.orders.updated_at = null;
  Object.assign(schema.orders, { market: "coalesce(market, '')", status: "state || ''", customer: null });
  Object.assign(schema.logs, { level: "upper(level)", duration_ms: null });
  assert.deepEqual(recommendedIndexes({ ...schema, products: null }), [
    `CREATE INDEX CONCURRENTLY ON "market_orders" ("order_date") INCLUDE ("total_price")`,
    `CREATE INDEX CONCURRENTLY ON "system_logs" ("timestamp")`,
  ]);
});
