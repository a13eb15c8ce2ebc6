import type { OrdersMapping } from "../shared/default_schema.ts";
import type { MetricsOptions } from "./options.ts";
import { column, raw, type Sql, sql } from "./sql.ts";

/**
 * The exact sum of an expression's values. One that is missing, not a number or infinite counts 0, because it would
 * leave nothing of the sum. (`numeric` knows infinity from PostgreSQL 14 on; a range also works before.)
 */
export function sumOf(value: Sql, condition: Sql = raw("true")): Sql {
  return sql`coalesce(sum(${value}) FILTER (WHERE ${value} BETWEEN -1e30 AND 1e30 AND ${condition}), 0)`;
}

/** The revenue of a group of orders, gross or net. */
export function revenueOf(orders: OrdersMapping, revenue: MetricsOptions["business"]["revenue"]): Sql {
  const amount = sql`${column(orders.amount)}::numeric`;
  if (revenue === "gross") return sumOf(amount);
  const cancelled = orders.statuses.cancelled.map(asciiLower);
  return sumOf(
    amount,
    sql`(lower(${column(orders.status)}::text COLLATE "C") = ANY(${cancelled})) IS NOT TRUE`,
  );
}

/** Lower case as PostgreSQL's `C` collation has it: only A to Z change. */
export function asciiLower(word: string): string {
  return word.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
