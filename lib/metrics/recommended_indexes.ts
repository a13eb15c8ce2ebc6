import type { SchemaMapping } from "../shared/default_schema.ts";
import { column, isColumn, table } from "./sql.ts";

/**
 * Statements that make the indexes with which a tick reads no more than it must: the orders of eight days, the logs of
 * an hour, the lowest products, and the orders and products that changed. MarketPulse never runs them; the database is
 * its owner's. The included columns spare the table itself; without them a tick is right all the same and a little slower.
 */
export function recommendedIndexes({ orders, products, logs }: SchemaMapping): string[] {
  const statements: string[] = [];
  if (orders) statements.push(readIndex("orders", { orders })!, ...changedIndex(orders));
  if (products) statements.push(readIndex("products", { products })!, ...changedIndex(products));
  if (logs) statements.push(readIndex("logs", { logs })!);
  return statements;
}

/** The index by which a tick finds the rows of a relation that count; undefined where none is needed. */
export function readIndex(
  relation: keyof SchemaMapping,
  { orders, products, logs }: Partial<SchemaMapping>,
): string | undefined {
  if (relation === "orders" && orders) {
    const included = [orders.market, orders.status, orders.amount, orders.customer];
    return index(orders.table, orders.at, { included });
  }
  if (relation === "products" && products) {
    const included = [products.price, products.name, products.market];
    return index(products.table, products.stock, { included, where: products.active });
  }
  if (relation === "logs" && logs) {
    return index(logs.table, logs.at, { included: [logs.level, logs.duration_ms] });
  }
}

/** The index that finds changed rows, where the relation says when its rows changed. */
export function changedIndex({ table, updated_at }: { table: string; updated_at: string | null }): string[] {
  return updated_at === null ? [] : [index(table, updated_at, { included: [] })];
}

/**
 * The statement for a partitioned table: those are not indexed concurrently
 * (https://www.postgresql.org/docs/current/sql-createindex.html), so that writing waits while it runs.
 */
export function forPartitioned(statement: string): string {
  return statement.replace(" CONCURRENTLY", "");
}

function index(
  mappedTable: string,
  key: string,
  { included, where = null }: { included: readonly (string | null)[]; where?: string | null },
): string {
  // An index can include columns, but no expressions.
  const columns = included.filter((mapped) => mapped !== null && isColumn(mapped)) as string[];
  return [
    `CREATE INDEX CONCURRENTLY ON ${table(mappedTable).text} (${column(key).text})`,
    ...(columns.length > 0 ? [`INCLUDE (${columns.map((mapped) => column(mapped).text).join(", ")})`] : []),
    ...(where === null ? [] : [`WHERE ${column(where).text}`]),
  ].join(" ");
}
