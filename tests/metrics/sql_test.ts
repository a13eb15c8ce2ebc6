import assert from "node:assert/strict";
import { column, raw, sql, table } from "@/lib/metrics/sql.ts";

Deno.test("sql`` numbers its parameters through the pieces that are spliced in", () => {
  const condition = sql`b = ${2} AND c = ${3}`;
  const statement = sql`SELECT ${raw("a")} FROM t WHERE a = ${1} AND ${condition} OR d = ${4}`;
  assert.equal(statement.text, "SELECT a FROM t WHERE a = $1 AND b = $2 AND c = $3 OR d = $4");
  assert.deepEqual(statement.values, [1, 2, 3, 4]);
});

Deno.test("sql`` takes empty pieces and pieces next to each other", () => {
  const statement = sql`${sql`${1}`}${sql``}${sql`, ${2}`}`;
  assert.equal(statement.text, "$1, $2");
  assert.deepEqual(statement.values, [1, 2]);
});

Deno.test("column() takes a bare word for a column in its very case, also a reserved or Korean one", () => {
  for (const word of ["order_date", "OrderDate", "select", "current_date", "주문일"]) {
    assert.equal(column(word).text, `"${word}"`);
  }
});

Deno.test("column() takes anything else for an expression", () => {
  for (const expression of ["status = 'active'", "o.at", `"Order Date"`, "coalesce(a, b)", "1+1"]) {
    assert.equal(column(expression).text, `(${expression})`);
  }
});

Deno.test("table() quotes a name and its schema", () => {
  assert.equal(table("market_orders").text, `"market_orders"`);
  assert.equal(table("Shop.주문").text, `"Shop"."주문"`);
});

Deno.test("table() takes a name that quotes itself as it is", () => {
  assert.equal(table(`shop."Order List"`).text, `shop."Order List"`);
});
