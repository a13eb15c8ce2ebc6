import type { SchemaMapping } from "../shared/default_schema.ts";
import { column, isColumn, table } from "./sql.ts";

/**
 * Statements that make the indexes with which a tick reads no more than it must: the orders of eight days, the logs of
 * an hour and the lowest products. MarketPulse never runs them; the database is its owner's. The included columns spare
 * the table itself; without them a tick is right all the same and a little slower.
 */
export function recommendedIndexes({ orders, products, logs }: SchemaMapping): string[] {
  const statements: string[] = [];
  if (orders) {
    const included = [orders.market, orders.status, orders.amount, orders.customer];
    statements.push(index(orders.table, orders.at, { included }));
  }
  if (products) {
    const included = [products.price, products.name, products.market];
    statements.push(index(products.table, products.stock, { included, where: products.active }));
  }
  if (logs) statements.push(index(logs.table, logs.at, { included: [logs.level, logs.duration_ms] }));
  return statements;
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
