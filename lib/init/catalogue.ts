/** The tables and views of a database that may be read, with some of what is in them. */
import pg from "pg";
import { endsConnection } from "../metrics/connection_fault.ts";
import type { ReadTransaction } from "../metrics/read_transaction.ts";
import { column, raw, type Sql, sql, table } from "../metrics/sql.ts";
import { type Field, kindOf, type Table } from "./field.ts";
import { documentFields } from "./document_fields.ts";

interface ColumnRow {
  schema: string;
  name: string;
  visible: boolean;
  kind: string;
  rows: number;
  table_comment: string | null;
  column: string;
  type: string;
  comment: string | null;
  is_key: boolean;
}

/** Tables beyond these are not looked at, the ones with the fewest rows first. */
const MOST_TABLES = 300;
/** Milliseconds after which no more values are looked at: a view may take long to give its first rows. */
const ENOUGH = 20_000;
/** Rows of which values are looked at. */
const SAMPLE = 200;
/** Values longer than this say nothing. */
const LONGEST = 200;

/** @throws the error of a connection that was lost */
export async function catalogueOf(transaction: ReadTransaction): Promise<Table[]> {
  const rows = await transaction.rows<ColumnRow>(sql`
    SELECT nspname AS schema, relname AS name, pg_table_is_visible(c.oid) AS visible, relkind::text AS kind,
           coalesce(nullif(greatest(reltuples, 0), 0), parts.rows, 0)::float8 AS rows,
           obj_description(c.oid, 'pg_class') AS table_comment,
           attname AS column, format_type(atttypid, NULL) AS type, col_description(c.oid, attnum) AS comment,
           EXISTS (SELECT FROM pg_index WHERE indrelid = c.oid AND indisprimary AND indkey::text = attnum::text) AS is_key
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = relnamespace
    JOIN pg_attribute a ON attrelid = c.oid AND attnum > 0 AND NOT attisdropped
    LEFT JOIN LATERAL (
      SELECT sum(greatest(part.reltuples, 0)) AS rows FROM pg_inherits JOIN pg_class part ON part.oid = inhrelid
      WHERE inhparent = c.oid
    ) AS parts ON true
    WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT relispartition
      AND nspname NOT IN ('pg_catalog', 'information_schema', 'marketpulse') AND nspname !~ '^pg_'
      AND has_schema_privilege(n.oid, 'USAGE') AND has_column_privilege(c.oid, attnum, 'SELECT')
      AND EXISTS (SELECT FROM pg_depend WHERE deptype = 'e' AND objid = c.oid) IS FALSE
    ORDER BY c.oid, attnum`);
  const tables = [...Map.groupBy(rows, ({ schema, name }) => `${schema}.${name}`).values()]
    .sort(([one], [other]) => other!.rows - one!.rows).slice(0, MOST_TABLES);
  const found: Table[] = [];
  const started = performance.now();
  for (const columns of tables) {
    const sampled = performance.now() - started < ENOUGH;
    found.push(await tableOf(transaction, columns, sampled));
  }
  return found;
}

/** Tables that are there and may not be read, as SQL has them. */
export async function unreadable(transaction: ReadTransaction): Promise<string[]> {
  const rows = await transaction.rows<{ name: string }>(sql`
    SELECT format('%I.%I', nspname, relname) AS name
    FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
    WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT relispartition
      AND nspname NOT IN ('pg_catalog', 'information_schema', 'marketpulse') AND nspname !~ '^pg_'
      AND NOT (has_schema_privilege(n.oid, 'USAGE') AND has_any_column_privilege(c.oid, 'SELECT'))
    ORDER BY 1 LIMIT 50`);
  return rows.map(({ name }) => name);
}

async function tableOf(
  transaction: ReadTransaction,
  columns: readonly ColumnRow[],
  sampled: boolean,
): Promise<Table> {
  const { schema, name, visible, rows, table_comment } = columns[0]!;
  const mapped = visible ? wordOf(name) : `${wordOf(schema)}.${wordOf(name)}`;
  const fields: Field[] = [];
  const samplesOf = sampled
    ? await samples(transaction, mapped, columns.map(({ column }) => column))
    : new Map<string, string[]>();
  for (const { column: word, type, comment, is_key } of columns) {
    const values = samplesOf.get(word) ?? [];
    const field = {
      mapped: wordOf(word),
      name: word,
      comment,
      type,
      kind: kindOf(type),
      isKey: is_key,
      values,
    };
    if (/^jsonb?$/.test(type)) fields.push(...documentFields(field));
    else fields.push(field);
  }
  return { mapped, name, comment: table_comment, rows, fields };
}

/** A name as the configuration takes it: one that is no word quotes itself. */
function wordOf(name: string): string {
  return /^[\p{L}_][\p{L}\p{M}\p{N}_$]*$/u.test(name) ? name : pg.escapeIdentifier(name);
}

/** Some values of each column; none where they cannot be had in time. */
async function samples(
  transaction: ReadTransaction,
  mapped: string,
  columns: readonly string[],
): Promise<Map<string, string[]>> {
  const selected = columns.map((name): Sql => sql`${column(wordOf(name))}::text`)
    .reduce((all, one) => sql`${all}, ${one}`);
  try {
    const rows = await transaction.attempt(() =>
      transaction.arrays(sql`SELECT ${selected} FROM ${table(mapped)} LIMIT ${raw(String(SAMPLE))}`)
    );
    return new Map(columns.map((name, index) => [
      name,
      rows.flatMap((row) => row[index] === null ? [] : [row[index]!]),
    ]));
  } catch (error) {
    if (endsConnection(error)) throw error;
    return new Map();
  }
}

/** Short values that occur, the frequent ones first. */
export function wordsAmong(values: readonly string[]): string[] {
  const counts = Map.groupBy(values.filter((value) => value.length <= LONGEST), (value) => value);
  return [...counts].sort(([, one], [, other]) => other.length - one.length).map(([word]) => word);
}
