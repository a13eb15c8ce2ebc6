/** How the rows of a relation are selected that are kept by their id and read again when their `updated_at` moved. */
import { column, raw, type Sql, sql, table } from "../sql.ts";
import { at, type TimeColumn } from "../time_column.ts";
import type { Key } from "./row_table.ts";

export interface RowSource {
  /** As mapped. */
  readonly table: string;
  readonly id: string;
  /** Whether the id is a whole number, which then is the key; of any other type its hash is. */
  readonly isNumbered: boolean;
  /** A `timestamp` here is of the zone UTC, whatever it means: only its own values are compared. */
  readonly updated: TimeColumn;
  /** The zone of an `updated` without one; decides which of its values lie in the future. */
  readonly zone: string;
  /** Everything that the figures depend on. */
  readonly content: readonly Sql[];
  /** What is selected beside the id, the content's hash and `updated`. */
  readonly columns: readonly Sql[];
}

/**
 * A selected row: its id's hash, its content's hash, `updated` in µs, whether that has passed, and the columns. Conditions
 * are `true` or `false`.
 */
export type SelectedRow = readonly (string | null)[];

/** Where the relation's own columns begin in a {@linkcode SelectedRow}. */
export const COLUMNS_FROM = 4;

/** Rows are recounted in so many parts, told by some bits of their keys; only parts that differ are read again. */
export const BUCKETS = 256;

/** Rows that a condition holds for; `tail` is what follows it. */
export function selectRows(source: RowSource, where: Sql, tail: Sql = raw("")): Sql {
  const { column: updated } = source.updated;
  const selected = [
    keyOf(source),
    contentOf(source),
    sql`trunc(extract(epoch FROM ${updated}) * 1000000)`,
    sql`(${updated} <= ${nowOf(source)})::text`,
    ...source.columns,
  ];
  return sql`SELECT ${joined(selected)} FROM ${table(source.table)} WHERE ${where} ${tail}`;
}

/**
 * Rows that changed since an instant on `updated`'s axis. In the order of the change, because then no estimate makes
 * the planner read the whole table.
 */
export function selectChanged(source: RowSource, since: number, limit: number): Sql {
  const { updated } = source;
  return selectRows(
    source,
    sql`${updated.column} >= ${at(since, updated)}`,
    sql`ORDER BY ${updated.column} LIMIT ${limit}`,
  );
}

/**
 * The latest change that has passed, in ms on `updated`'s axis: a value of the column, rounded down.
 *
 * @param after how many even later ones are passed over
 */
export function selectNewest(source: RowSource, after = 0): Sql {
  const { column: updated } = source.updated;
  return sql`
    SELECT floor(extract(epoch FROM ${updated}) * 1000) FROM ${table(source.table)}
    WHERE ${updated} <= ${nowOf(source)} ORDER BY ${updated} DESC OFFSET ${after} LIMIT 1`;
}

/** For each part of the rows: its number, how many they are, and the sum of their contents' hashes. */
export function selectBuckets(source: RowSource, where: Sql): Sql {
  return sql`
    SELECT ${bucketOf(source)}, count(*), sum(${contentOf(source)}) FROM ${table(source.table)}
    WHERE ${where} GROUP BY 1`;
}

/** The rows of some parts. */
export function selectFromBuckets(source: RowSource, where: Sql, buckets: readonly number[]): Sql {
  return selectRows(source, sql`${where} AND ${bucketOf(source)} = ANY(${buckets}::bigint[])`);
}

/** Which of some shares a row falls into; their number is a power of two. */
export function shareOf(source: RowSource, shares: number): Sql {
  return sql`${bitsOf(source)} & ${raw(String(shares - 1))}`;
}

/** What {@linkcode shareOf} is for a key. */
export function shareOfKey({ high, low }: Key, shares: number): number {
  return (low ^ (low >>> 8) ^ ((low >>> 22) | (high << 10))) & (shares - 1);
}

/** A value's hash by its type's own notion of equality; NULL for NULL. (`hash_record_extended` is there from 14 on.) */
export function hashOf(value: Sql): Sql {
  return sql`CASE WHEN ${value} IS NOT NULL THEN hash_record_extended(ROW(${value}), 0) END`;
}

const HALVES = new BigInt64Array(1);
const HALF = new Uint32Array(HALVES.buffer);

/** A `bigint` as PostgreSQL writes it. */
export function keyFrom(hash: string): Key {
  HALVES[0] = BigInt(hash);
  return { low: HALF[0]!, high: HALF[1]! };
}

/** What {@linkcode keyFrom} was given. */
export function keyText({ high, low }: Key): string {
  [HALF[0], HALF[1]] = [low, high];
  return String(HALVES[0]);
}

/** The last 32 bits of µs as they were selected; enough to tell whether a row's `updated` moved. */
export function updatedBits(microseconds: string): number {
  const value = Number(microseconds);
  return Number.isFinite(value) ? ((value % 2 ** 32) + 2 ** 32) % 2 ** 32 : 0;
}

function keyOf({ id, isNumbered }: RowSource): Sql {
  return isNumbered ? sql`${column(id)}::bigint` : sql`hashtextextended(${column(id)}::text, 0)`;
}

/** Numbers made up of a time and a counter end in the same bits, so that others are taken along. */
function bitsOf(source: RowSource): Sql {
  const key = keyOf(source);
  return sql`((${key} >> 22) # (${key} >> 8) # ${key})`;
}

function bucketOf(source: RowSource): Sql {
  return shareOf(source, BUCKETS);
}

/** Object identifiers of `int2`, `int4` and `int8`, fixed in PostgreSQL's `pg_type.dat`. */
const WHOLE_NUMBERS = [21, 23, 20];

/** Whether an id of this type (its object identifier) is a key as it is. */
export function isNumber(type: number): boolean {
  return WHOLE_NUMBERS.includes(type);
}

/** 32 bits of it, so that a sum of a million fits a JavaScript number. */
function contentOf({ id, content }: RowSource): Sql {
  return sql`hash_record_extended(ROW(${joined([column(id), ...content])}), 0) & 4294967295`;
}

function nowOf({ updated, zone }: RowSource): Sql {
  return updated.type === "timestamptz" ? raw("now()") : sql`(now() AT TIME ZONE ${zone}::text)`;
}

function joined(parts: readonly Sql[]): Sql {
  return parts.reduce((all, part) => sql`${all}, ${part}`);
}
