import { hasOrder, type Order } from "../metrics/has_order.ts";
import type { MetricsOptions } from "../metrics/options.ts";
import type { ReadTransaction } from "../metrics/read_transaction.ts";
import { forPartitioned, readIndex } from "../metrics/recommended_indexes.ts";
import { sql } from "../metrics/sql.ts";
import type { SchemaMapping } from "../shared/default_schema.ts";
import { databaseTexts as texts } from "./database_texts.ts";
import type { Relation } from "./database_relations.ts";
import { type Finding, finding } from "./finding.ts";
import { type ColumnBehind, columnBehind } from "./query_plan.ts";
import { unlessFailed } from "./unless_failed.ts";

export interface IndexesOptions {
  readonly transaction: ReadTransaction;
  readonly options: MetricsOptions;
  readonly relations: readonly Relation[];
}

/** `relkind`s that an index can be made on: tables, partitioned ones, materialized views. */
const INDEXABLE = "rpm";
const PARTITIONED = "p";

/** Recommended indexes that are not there. */
export async function checkIndexes(options: IndexesOptions): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const mapped of options.relations) {
    if (mapped.kind === null || !mapped.reads) continue;
    const missing = await unlessFailed(options.transaction, () => checkIndex(options, mapped));
    if (missing) found.push(missing);
  }
  return found;
}

async function checkIndex(
  { transaction, options: { schema } }: IndexesOptions,
  mapped: Relation,
): Promise<Finding | undefined> {
  const { relation } = mapped;
  const order = orderOf(schema, relation);
  if (!order || await hasOrder(transaction, order)) return;
  const indexed = await indexFor(transaction, {
    mapped,
    key: order.key,
    statement: readIndex(relation, schema)!,
  });
  if (!indexed) return;
  return finding("database", {
    name: `database.index.${relation}`,
    grade: "warning",
    message: texts.noIndex(mapped.table),
    ...indexed,
  });
}

/**
 * How an index is to be made that hands out a relation by `key`: on itself, by `statement`, or on the table behind a view
 * or a SELECT. Undefined where none can be made, or is there and does not help.
 */
export async function indexFor(
  transaction: ReadTransaction,
  { mapped, key, statement }: { mapped: Relation; key: string; statement: string },
): Promise<Pick<Finding, "remedy" | "lines"> | undefined> {
  if (INDEXABLE.includes(mapped.kind!)) return makeIndex(statement, mapped.kind);
  const behind = await columnBehind(transaction, { relation: mapped.mapped, mapped: key });
  if (!behind || await isIndexed(transaction, behind)) return;
  const { table: { name, kind }, column } = behind;
  return makeIndex(`CREATE INDEX CONCURRENTLY ON ${name} (${column})`, kind);
}

/** Whether an index of the table begins with the column. */
async function isIndexed(transaction: ReadTransaction, { table, column }: ColumnBehind): Promise<boolean> {
  const rows = await transaction.rows(sql`
    SELECT FROM pg_index
    WHERE indrelid = to_regclass(${table.name}) AND pg_get_indexdef(indexrelid, 1, true) = ${column} LIMIT 1`);
  return rows.length > 0;
}

/** How an index is to be made on a relation of that kind (`relkind`). */
function makeIndex(statement: string, kind: string | null): Pick<Finding, "remedy" | "lines"> {
  const parted = kind === PARTITIONED;
  const lines = [`${parted ? forPartitioned(statement) : statement};`];
  const remedy = parted ? texts.makeIndexOfPartitions : texts.makeIndex;
  return { remedy: isOverExpression(statement) ? texts.orImmutable(remedy) : remedy, lines };
}

function isOverExpression(statement: string): boolean {
  return statement.includes("((");
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
