/** What the database would do for a statement, told by `EXPLAIN (FORMAT JSON)`. */
import type { ReadTransaction } from "../metrics/read_transaction.ts";
import { column, type Sql, sql, table } from "../metrics/sql.ts";

/** The parts that are looked at (https://www.postgresql.org/docs/current/using-explain.html). */
export interface PlanNode {
  readonly "Node Type": string;
  readonly "Total Cost": number;
  readonly "Plan Rows": number;
  readonly Schema?: string;
  readonly "Relation Name"?: string;
  readonly "Index Name"?: string;
  readonly Alias?: string;
  readonly Output?: readonly string[];
  readonly Plans?: readonly PlanNode[];
}

export async function planOf(transaction: ReadTransaction, statement: Sql): Promise<PlanNode> {
  const [row] = await transaction.rows<{ "QUERY PLAN": [{ Plan: PlanNode }] }>(
    sql`EXPLAIN (VERBOSE, FORMAT JSON) ${statement}`,
  );
  return row!["QUERY PLAN"][0].Plan;
}

/** A plan's node and all below it. */
export function nodesOf(plan: PlanNode): PlanNode[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}

/** Cost, rows and how each table is read, in PostgreSQL's own words. */
export function planLine(plan: PlanNode): string {
  const reads = nodesOf(plan).filter((node) => node["Relation Name"] !== undefined).map((node) => {
    const index = node["Index Name"] === undefined ? "" : ` using ${node["Index Name"]}`;
    return `${node["Node Type"]}${index} on ${node["Relation Name"]}`;
  });
  return `cost ${plan["Total Cost"]}, ${plan["Plan Rows"]} rows: ${[...new Set(reads)].join(", ")}`;
}

/** A table as SQL has it, with its schema; of a partition the table that it is part of. */
export interface NamedRelation {
  readonly name: string;
  /** `relkind` of PostgreSQL's `pg_class`. */
  readonly kind: string;
}

/** The tables that a view or a SELECT reads, as SQL has them. */
export async function tablesBehind(transaction: ReadTransaction, mapped: string): Promise<string[]> {
  const plan = await planOf(transaction, sql`SELECT * FROM ${table(mapped)}`);
  const names: string[] = [];
  for (const node of nodesOf(plan)) {
    if (node["Relation Name"] !== undefined) names.push((await rootOf(transaction, node)).name);
  }
  return [...new Set(names)];
}

/** A column of a table that a view or a SELECT reads. */
export interface ColumnBehind {
  readonly table: NamedRelation;
  /** As SQL has it. */
  readonly column: string;
}

/** The column that a mapped one is, where it is no more than that. */
export async function columnBehind(
  transaction: ReadTransaction,
  { relation, mapped }: { relation: string; mapped: string },
): Promise<ColumnBehind | undefined> {
  const plan = await planOf(transaction, sql`SELECT ${column(mapped)} FROM ${table(relation)}`);
  const [, alias, name] = /^("?[^".]+"?)\.("?[^".]+"?)$/.exec(plan.Output?.[0] ?? "") ?? [];
  const node = nodesOf(plan).find(({ Alias }) => Alias !== undefined && Alias === alias?.replaceAll('"', ""));
  if (!node?.["Relation Name"]) return;
  return { table: await rootOf(transaction, node), column: name! };
}

async function rootOf(
  transaction: ReadTransaction,
  { Schema, "Relation Name": name }: PlanNode,
): Promise<NamedRelation> {
  const [row] = await transaction.rows<NamedRelation>(sql`
    SELECT format('%I.%I', nspname, relname) AS name, relkind::text AS kind
    FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE pg_class.oid = (
      SELECT coalesce(pg_partition_root(oid), oid) FROM pg_class
      WHERE relname = ${name} AND relnamespace = quote_ident(${Schema})::regnamespace)`);
  return row!;
}
