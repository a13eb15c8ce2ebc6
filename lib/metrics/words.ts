import { type Sql, sql } from "./sql.ts";

/**
 * A column's value as a word of at most 100 characters, whatever its type. The status, market or name of a row that has
 * none is the empty word, which no word of the seller's own can be taken for.
 */
export function wordOf(column: Sql): Sql {
  return sql`coalesce(left(${column}::text, 100), '')`;
}

/** A word as a member's name of an object; the one name that objects keep for themselves gets a space behind it. */
export function memberName(word: string): string {
  return word === "__proto__" ? "__proto__ " : word;
}
