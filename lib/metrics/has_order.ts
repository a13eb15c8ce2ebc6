import type { ReadTransaction } from "./read_transaction.ts";
import { column, raw, sql, table } from "./sql.ts";

/** In which order a relation is read, and which of its rows; as mapped. */
export interface Order {
  readonly table: string;
  readonly key: string;
  /** Null: all of them. */
  readonly where: string | null;
}

/**
 * Whether an index hands out the rows in that order: then a plan that is told not to sort needs no sorting. Unlike a
 * look at the catalogue this also understands expressions, conditions, views and partitions.
 */
export async function hasOrder(transaction: ReadTransaction, order: Order): Promise<boolean> {
  const where = order.where === null ? raw("") : sql`WHERE ${column(order.where)}`;
  const rows = sql`SELECT FROM ${table(order.table)} ${where} ORDER BY ${column(order.key)} LIMIT 1`;
  await transaction.rows(raw("SET LOCAL enable_seqscan = off"));
  await transaction.rows(raw("SET LOCAL enable_sort = off"));
  const plan = await transaction.rows(sql`EXPLAIN (FORMAT JSON) ${rows}`);
  await transaction.rows(raw("SET LOCAL enable_seqscan TO DEFAULT"));
  await transaction.rows(raw("SET LOCAL enable_sort TO DEFAULT"));
  return !/"Node Type": ?"(Incremental )?Sort"/.test(JSON.stringify(plan));
}
