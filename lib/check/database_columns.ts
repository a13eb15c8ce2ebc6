/** Each mapped column by itself: whether it is there, its type, and what is wrong with it. */
import pg from "pg";
import { endsConnection } from "../metrics/connection_fault.ts";
import type { MetricsOptions } from "../metrics/options.ts";
import type { ReadTransaction } from "../metrics/read_transaction.ts";
import { column, type Sql, sql, table } from "../metrics/sql.ts";
import { timeTypeOf } from "../metrics/time_column.ts";
import type { Text } from "../shared/text.ts";
import { columnTexts as texts } from "./column_texts.ts";
import { namesOfColumns, namesOfTables, nearestOf } from "./database_names.ts";
import type { Relation } from "./database_relations.ts";
import { type Finding, finding } from "./finding.ts";

export interface ColumnsOptions {
  readonly transaction: ReadTransaction;
  readonly options: MetricsOptions;
  readonly relations: readonly Relation[];
  /** Where the configuration says something, as `file:line`; undefined where nobody wrote it. */
  readonly placeOf: (key: string) => string | undefined;
}

type Kind = "time" | "number" | "condition" | "anything";

/** What a mapped column has to be; what is not named here may be anything. */
const KINDS: Readonly<Record<string, Kind>> = {
  at: "time",
  updated_at: "time",
  last_run: "time",
  next_run: "time",
  amount: "number",
  stock: "number",
  price: "number",
  duration_ms: "number",
  active: "condition",
};

/** Keys of a mapping that are no columns. */
const NO_COLUMNS = ["table", "time_zone", "statuses"];

/** A finding for each relation, with the types of its columns, and one for each column that cannot be read. */
export async function checkColumns(asked: ColumnsOptions): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const relation of asked.relations) {
    if (relation.kind === null) {
      const missing = await missingTable(asked, relation);
      if (missing) found.push(missing);
    } else if (relation.reads) found.push(...await checkRelation(asked, relation));
  }
  return found;
}

async function missingTable(
  { transaction, placeOf }: ColumnsOptions,
  { relation, mapped, table: name }: Relation,
): Promise<Finding | undefined> {
  if (name.endsWith(".from")) return;
  const tables = await namesOfTables(transaction);
  const key = `schema.${relation}.table`;
  return finding("database", {
    name: `database.${key}`,
    grade: "fault",
    message: placed(placeOf(key), texts.noTable(key, mapped)),
    remedy: texts.tables(nearestOf(mapped, tables), tables),
  });
}

async function checkRelation(asked: ColumnsOptions, relation: Relation): Promise<Finding[]> {
  const mapping = asked.options.schema[relation.relation] as unknown as Record<string, string | null>;
  const faults: Finding[] = [];
  const types: string[] = [];
  for (const [key, mapped] of Object.entries(mapping)) {
    if (NO_COLUMNS.includes(key) || mapped === null) continue;
    const looked = await look(asked, relation, { key, mapped });
    if ("grade" in looked) faults.push(looked);
    else types.push(`${key} ← ${shortened(mapped)} (${looked.type})`);
  }
  const ok = finding("database", {
    name: `database.columns.${relation.relation}`,
    grade: "ok",
    message: texts.columns(relation.table, types.length),
    seen: types,
  });
  return [...(types.length > 0 ? [ok] : []), ...faults];
}

interface Mapped {
  readonly key: string;
  readonly mapped: string;
}

async function look(
  asked: ColumnsOptions,
  relation: Relation,
  { key, mapped }: Mapped,
): Promise<{ type: string } | Finding> {
  const { transaction, placeOf } = asked;
  const path = `schema.${relation.relation}.${key}`;
  const fault = (message: Text, remedy: Text) =>
    finding("database", {
      name: `database.${path}`,
      grade: "fault",
      message: placed(placeOf(path), message),
      remedy,
    });
  let type = "?";
  try {
    return await transaction.attempt(async () => {
      const oid = await transaction.typeOf(relation.mapped, column(mapped));
      type = await typeName(transaction, oid);
      const kind = kindOf(key);
      if (kind === "time" && !timeTypeOf(oid)) {
        return fault(texts.notATime(path, mapped, type), texts.makeTime(mapped));
      }
      await transaction.rows(sql`SELECT ${use(column(mapped), kind)} FROM ${table(relation.mapped)} LIMIT 0`);
      const odd = kind === "number"
        ? await oddValue(transaction, { relation, mapped, key, type })
        : undefined;
      if (odd !== undefined) return fault(texts.notNumbers(path, mapped, odd), texts.makeNumber(mapped));
      return { type };
    });
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || endsConnection(error)) throw error;
    // All values of a large table could not be looked at in time.
    if (error.code === "57014") return { type };
    if (error.code !== "42703") {
      return fault(texts.unusable(path, mapped, error.message), texts.mend(path, kindOf(key)));
    }
    const columns = await namesOfColumns(transaction, relation.mapped);
    return fault(
      texts.noColumn(path, mapped, relation.table),
      texts.names(nearestOf(mapped, columns), columns),
    );
  }
}

function kindOf(key: string): Kind {
  return KINDS[key] ?? "anything";
}

function use(value: Sql, kind: Kind): Sql {
  if (kind === "number") return sql`${value}::numeric`;
  return kind === "condition" ? sql`${value} IS TRUE` : value;
}

/** A value of a column of text that is to be read as a number, and is none; stock has to be a number as it is. */
async function oddValue(
  transaction: ReadTransaction,
  { relation, mapped, key, type }: Mapped & { relation: Relation; type: string },
): Promise<string | undefined> {
  if (!/^(text|character|json)/.test(type)) return;
  const value = column(mapped);
  const number = String.raw`^\s*([-+]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[-+]?[0-9]+)?|nan|[-+]?inf(inity)?)\s*$`;
  const [row] = await transaction.rows<{ value: string }>(sql`
    SELECT left(value, 40) AS value
    FROM (SELECT ${value}::text AS value FROM ${table(relation.mapped)}) AS looked_at
    WHERE value !~* ${number} LIMIT 1`);
  return row?.value ?? (key === "stock" ? "" : undefined);
}

async function typeName(transaction: ReadTransaction, oid: number): Promise<string> {
  const [row] = await transaction.rows<{ name: string }>(sql`SELECT format_type(${oid}::oid, NULL) AS name`);
  return row!.name;
}

function placed(place: string | undefined, { ko, en }: Text): Text {
  return place === undefined ? { ko, en } : { ko: `${place}: ${ko}`, en: `${place}: ${en}` };
}

function shortened(mapped: string): string {
  const line = mapped.replaceAll(/\s+/g, " ").trim();
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}
