import { momentsAt } from "../metrics/business_day.ts";
import { endsConnection } from "../metrics/connection_fault.ts";
import { Fault } from "../metrics/fault.ts";
import { hasOrder, type Order } from "../metrics/has_order.ts";
import type { MetricsOptions } from "../metrics/options.ts";
import { orderTime } from "../metrics/order_time.ts";
import type { ReadTransaction } from "../metrics/read_transaction.ts";
import { forPartitioned, readIndex } from "../metrics/recommended_indexes.ts";
import { sql, table } from "../metrics/sql.ts";
import { at } from "../metrics/time_column.ts";
import type { SchemaMapping } from "../shared/default_schema.ts";
import { databaseTexts as texts } from "./database_texts.ts";
import type { Relation } from "./database_rights.ts";
import { type Finding, finding } from "./finding.ts";

export interface IndexesOptions {
  readonly transaction: ReadTransaction;
  readonly options: MetricsOptions;
  readonly relations: readonly Relation[];
  /** ms since 1970 */
  readonly now: number;
}

/** `relkind`s that an index can be made on: tables, partitioned ones, materialized views. */
const INDEXABLE = "rpm";
const PARTITIONED = "p";
/** Milliseconds by which the newest order may lie ahead: clocks differ a little. */
const AHEAD = 10 * 60_000;

/** Recommended indexes that are not there, and orders whose time says that they are yet to come. */
export async function checkIndexes(options: IndexesOptions): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const mapped of options.relations) {
    if (mapped.kind === null || !mapped.reads || !INDEXABLE.includes(mapped.kind)) continue;
    const missing = await unlessFailed(options, () => checkIndex(options, mapped));
    if (missing) found.push(missing);
    if (mapped.relation !== "orders" || missing) continue;
    const ahead = await unlessFailed(options, () => checkNewestOrder(options));
    if (ahead) found.push(ahead);
  }
  return found;
}

/** What a mistake in the mapping is, reading the figures says better. */
async function unlessFailed<T>(
  { transaction }: IndexesOptions,
  look: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await transaction.attempt(look);
  } catch (error) {
    if (!(error instanceof Fault) && endsConnection(error)) throw error;
  }
}

async function checkIndex(
  { transaction, options: { schema } }: IndexesOptions,
  { relation, kind, table: name }: Relation,
): Promise<Finding | undefined> {
  const statement = readIndex(relation, schema);
  if (statement === undefined || await hasOrder(transaction, orderOf(schema, relation)!)) return;
  return finding("database", {
    name: `database.index.${relation}`,
    grade: "warning",
    message: texts.noIndex(name),
    ...makeIndex(statement, kind),
  });
}

/** How an index is to be made on a relation of that kind (`relkind`). */
export function makeIndex(statement: string, kind: string | null): Pick<Finding, "remedy" | "lines"> {
  if (kind !== PARTITIONED) return { remedy: texts.makeIndex, lines: [`${statement};`] };
  return { remedy: texts.makeIndexOfPartitions, lines: [`${forPartitioned(statement)};`] };
}

function orderOf({ orders, products, logs }: SchemaMapping, relation: keyof SchemaMapping): Order | null {
  const order: Record<keyof SchemaMapping, Order | null> = {
    orders: orders && { table: orders.table, key: orders.at, where: null },
    products: products && { table: products.table, key: products.stock, where: products.active },
    logs: logs && { table: logs.table, key: logs.at, where: null },
    jobs: null,
  };
  return order[relation];
}

/** Orders from the future are the sign of a wrong `time_zone`. With the index it costs next to nothing to look. */
async function checkNewestOrder({ transaction, options, now }: IndexesOptions): Promise<Finding | undefined> {
  const orders = options.schema.orders!;
  const time = await orderTime({ transaction, options, moments: momentsAt(now, options.business) }, orders);
  const [row] = await transaction.rows<{ ahead: boolean | null }>(sql`
    SELECT max(${time.column}) > ${at(now + AHEAD, time)} AS ahead FROM ${table(orders.table)}`);
  if (!row?.ahead) return;
  return finding("database", {
    name: "database.future_orders",
    grade: "warning",
    message: texts.futureOrders(table(orders.table).text),
    remedy: texts.setTimeZone(time.type === "timestamp" ? orders.time_zone : null),
  });
}
