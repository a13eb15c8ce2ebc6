import { type Sql, sql } from "./sql.ts";

/** Stands for the status, market or name of rows that have none, NULL or empty. */
export const NO_WORD = "unknown";

/** A column's value as a word of at most 100 characters, whatever its type, also where there is none. */
export function wordOf(column: Sql): Sql {
  return sql`coalesce(nullif(left(${column}::text, 100), ''), ${NO_WORD}::text)`;
}

/** A word as a member's name of an object; the one name that objects keep for themselves gets a space behind it. */
export function memberName(word: string): string {
  return word === "__proto__" ? "__proto__ " : word;
}
