import { hasOrder } from "../has_order.ts";
import type { Reading } from "../reading.ts";
import { column } from "../sql.ts";
import { type TimeColumn, timeTypeOf } from "../time_column.ts";
import { NotKept } from "./not_kept.ts";
import { KEPT_TEXTS as TEXTS } from "./texts.ts";

/** A relation that says when its rows changed. */
export interface Updated {
  readonly table: string;
  readonly updated_at: string | null;
  /** Where the configuration says so, for example `schema.orders.updated_at`. */
  readonly key: string;
}

/**
 * The column by which changed rows are found.
 *
 * @throws {NotKept} when there is none
 */
export async function updatedColumn({ transaction }: Reading, mapped: Updated): Promise<TimeColumn> {
  const { updated_at, key } = mapped;
  if (updated_at === null) throw new NotKept(TEXTS.noUpdatedAt(key), "soon");
  const words = column(updated_at);
  const type = timeTypeOf(await transaction.typeOf(mapped.table, words));
  if (type === undefined || type === "date") throw new NotKept(TEXTS.updatedWithoutTime(key), "soon");
  return { column: words, type, zone: "UTC" };
}

/** @throws {NotKept} when changed rows are not found quickly */
export async function requireIndex({ transaction }: Reading, mapped: Updated): Promise<void> {
  if (await hasOrder(transaction, { table: mapped.table, key: mapped.updated_at!, where: null })) return;
  throw new NotKept(TEXTS.noIndex(mapped.key), "once indexed");
}
