import { closest, distance } from "fastest-levenshtein";
import type { ReadTransaction } from "../metrics/read_transaction.ts";
import { sql, table } from "../metrics/sql.ts";

/** So many names are shown to somebody who looks for one. */
const MOST_NAMES = 30;

/** Tables and views that may be read, as one writes them into the configuration; those of the search path without schema. */
export async function namesOfTables(transaction: ReadTransaction): Promise<string[]> {
  const rows = await transaction.rows<{ name: string }>(sql`
    SELECT CASE WHEN pg_table_is_visible(c.oid) THEN relname ELSE nspname || '.' || relname END AS name
    FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
    WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT relispartition
      AND nspname NOT IN ('pg_catalog', 'information_schema') AND nspname !~ '^pg_'
      AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
    ORDER BY 1 LIMIT 1000`);
  return rows.map(({ name }) => name);
}

/** The columns of a mapped table, in their order. */
export async function namesOfColumns(transaction: ReadTransaction, mapped: string): Promise<string[]> {
  return (await transaction.fields(sql`SELECT * FROM ${table(mapped)} LIMIT 0`)).slice(0, 1000);
}

/** The name that was probably meant. */
export function nearestOf(word: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return;
  const lower = word.toLowerCase();
  const nearest = closest(lower, names.map((name) => name.toLowerCase()));
  const contained = names.find((name) => name.length > 2 && (name.includes(word) || word.includes(name)));
  const near = distance(lower, nearest) <= Math.max(1, Math.floor(word.length / 3));
  return near ? names.find((name) => name.toLowerCase() === nearest) : contained;
}

/** Some names, and how many there are beside. */
export function listOf(names: readonly string[]): string {
  const rest = names.length - MOST_NAMES;
  return `${names.slice(0, MOST_NAMES).join(", ")}${rest > 0 ? ` … (+${rest})` : ""}`;
}
