import type { Sql } from "../sql.ts";
import type { SelectedRow } from "./row_source.ts";
import type { Key, RowTable } from "./row_table.ts";

/** A part of the kept rows that is loaded and recounted by itself. */
export interface Slice {
  readonly where: Sql;
  /** Whether the row at a position of the table belongs to it. */
  holds(position: number): boolean;
}

/** The rows of one relation and what they add up to. */
export interface Keeper {
  /** `content` is the hash of what the figures depend on, `updated` the last 32 bits of when that changed, in µs. */
  readonly table: RowTable<"content" | "updated">;
  /** Whether a row counts for any figure. */
  wants(row: SelectedRow): boolean;
  /**
   * Keeps a row that is wanted and not there, its position.
   *
   * @throws {NotKept} when it has a value that cannot be kept
   */
  add(key: Key, row: SelectedRow): number;
  remove(position: number): void;
  /** Parts that make up all rows that are kept. */
  slices(): Slice[];
}
