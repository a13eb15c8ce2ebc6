/** Which tables could be the ones that a relation is read from, and how their columns would be mapped. */
import { notDeleted } from "./deleted_rows.ts";
import type { Field, Table } from "./field.ts";
import { joinedOrders, selectWhere } from "./order_lines.ts";
import { prefixOf, scoreField, scoreName, WELL } from "./score.ts";
import { JOB_ROLES, LOG_ROLES, ORDER_ROLES, PRODUCT_ROLES, type Relation, type Role } from "./vocabulary.ts";

/** A table with the fields that answer to a relation's keys. */
export interface Candidate {
  readonly relation: Relation;
  readonly table: Table;
  /** By key of the mapping; null where nothing answers to it. */
  readonly fields: Readonly<Record<string, Field | null>>;
  /** A SELECT to be read instead of the table. */
  readonly from?: string;
  readonly score: number;
}

export const ROLES: Readonly<Record<Relation, Readonly<Record<string, Role>>>> = {
  orders: ORDER_ROLES,
  products: PRODUCT_ROLES,
  logs: LOG_ROLES,
  jobs: JOB_ROLES,
};

/** Without these a table says nothing of a relation. */
const NEEDED: Readonly<Record<Relation, readonly string[]>> = {
  orders: ["at", "amount"],
  products: ["stock", "price"],
  logs: ["at", "level"],
  jobs: ["type", "status", "next_run"],
};

/** What a name counts beside the columns. */
const NAME = 3;
/** Columns of which each answers so well make up for a name that says nothing. */
const SURE = 8;

/** The tables that could be a relation's, the likeliest first. */
export function candidatesFor(relation: Relation, tables: readonly Table[]): Candidate[] {
  return tables.flatMap((table) => candidate(relation, table, tables) ?? [])
    .sort((one, other) => other.score - one.score || other.table.rows - one.table.rows);
}

function candidate(relation: Relation, table: Table, tables: readonly Table[]): Candidate | undefined {
  const name = scoreName(table, relation);
  const scores = assign(table.fields, relation);
  const joined = relation === "orders" && (scores.amount?.score ?? 0) < WELL && name > 0
    ? joinedOrders(table, scores.id?.field ?? null, tables)
    : undefined;
  if (joined) scores.amount = { field: joined.amount, score: WELL };
  const needed = NEEDED[relation].map((key) => scores[key]?.score ?? 0);
  if (needed.some((score) => score === 0)) return;
  if (name <= 0 && needed.some((score) => score < SURE)) return;
  const fields = Object.fromEntries(
    Object.keys(ROLES[relation]).map((key) => [key, scores[key]?.field ?? null]),
  );
  const sum = Object.values(scores).reduce((all, { score }) => all + Math.min(10, score), 0);
  const score = NAME * name + sum + Math.log10(table.rows + 1);
  return { relation, table, fields, from: fromOf(relation, table, joined?.from), score };
}

/** The SELECT that stands for an orders' table: with the sums of its lines, without what the shop marked as deleted. */
function fromOf(relation: Relation, table: Table, joined: string | undefined): string | undefined {
  if (relation !== "orders") return joined;
  const live = notDeleted(table, joined === undefined ? "" : "o.");
  if (live === undefined) return joined;
  return joined === undefined ? selectWhere(table, live) : `${joined}\nWHERE ${live}`;
}

interface Scored {
  field: Field;
  score: number;
}

/** Gives each key the field that answers best; no field to two keys. */
function assign(fields: readonly Field[], relation: Relation): Record<string, Scored> {
  const prefix = prefixOf(fields);
  const pairs = Object.entries(ROLES[relation]).flatMap(([key, role]) =>
    fields.map((field) => ({ key, field, score: scoreField(field, key, role, prefix) }))
  ).filter(({ score }) => score > 0).sort((one, other) => other.score - one.score);
  const taken = new Set<Field>();
  const assigned: Record<string, Scored> = {};
  for (const { key, field, score } of pairs) {
    if (assigned[key] || taken.has(field)) continue;
    assigned[key] = { field, score };
    taken.add(field);
  }
  return assigned;
}
