import type { ReadTransaction } from "../read_transaction.ts";
import type { Keeper, Slice } from "./keeper.ts";
import { NotKept } from "./not_kept.ts";
import {
  BUCKETS,
  keyFrom,
  keyText,
  type RowSource,
  selectBuckets,
  type SelectedRow,
  selectFromBuckets,
  shareOfKey,
  updatedBits,
} from "./row_source.ts";
import { KEPT_TEXTS as TEXTS } from "./texts.ts";

/** What a recount found in rows that reading changes had missed. */
export interface Found {
  /** Rows that were missing, changed, or there no more. */
  corrected: number;
  /** Rows that are there and had not been seen as they are: their change was committed too late, or did not show. */
  missed: number;
  /** Rows that are not as they were although their `updated_at` is. */
  unmoved: number;
}

export interface Recounting {
  readonly transaction: ReadTransaction;
  readonly source: RowSource;
  readonly keeper: Keeper;
  /** Takes a row over as the database has it. */
  readonly put: (row: SelectedRow) => void;
}

/**
 * Compares a slice with the database and takes over what differs. The database adds up hashes; only rows of the parts
 * whose sums differ travel.
 *
 * @throws {NotKept} when a row cannot be kept
 */
export async function recountSlice(recounting: Recounting, slice: Slice): Promise<Found> {
  const { transaction, source } = recounting;
  const found: Found = { corrected: 0, missed: 0, unmoved: 0 };
  const different = await differingBuckets(recounting, slice);
  if (different.length === 0) return found;
  const seen = new Set<string>();
  let selected = 0;
  await transaction.batches(selectFromBuckets(source, slice.where, different), (rows) => {
    selected += rows.length;
    for (const row of rows) {
      seen.add(row[0]!);
      compare(recounting, row, found);
    }
  });
  if (seen.size < selected) throw new NotKept(TEXTS.idTwice);
  found.corrected += removeUnseen(recounting, slice, { buckets: new Set(different), seen });
  return found;
}

async function differingBuckets(
  { transaction, source, keeper: { table } }: Recounting,
  { where, holds }: Slice,
): Promise<number[]> {
  const counts = new Float64Array(BUCKETS);
  const sums = new Float64Array(BUCKETS);
  for (let position = 0; position < table.size; position++) {
    if (!holds(position)) continue;
    const bucket = shareOfKey(table.keyAt(position), BUCKETS);
    counts[bucket]! += 1;
    sums[bucket]! += table.get("content", position);
  }
  for (const [bucket, count, sum] of await transaction.arrays(selectBuckets(source, where))) {
    if (bucket === null) throw new NotKept(TEXTS.idMissing);
    counts[Number(bucket)]! -= Number(count);
    sums[Number(bucket)]! -= Number(sum);
  }
  return Array.from(counts.keys()).filter((bucket) => counts[bucket] !== 0 || sums[bucket] !== 0);
}

function compare({ keeper: { table }, put }: Recounting, row: SelectedRow, found: Found): void {
  const known = table.find(keyFrom(row[0]!));
  if (known !== -1 && table.get("content", known) === Number(row[1])) return;
  found.corrected++;
  found.missed++;
  if (row[2] === null || known !== -1 && table.get("updated", known) === updatedBits(row[2]!)) {
    found.unmoved++;
  }
  put(row);
}

function removeUnseen(
  { keeper }: Recounting,
  { holds }: Slice,
  { buckets, seen }: { buckets: ReadonlySet<number>; seen: ReadonlySet<string> },
): number {
  const { table } = keeper;
  let removed = 0;
  // Downwards, because the last row takes the position of one that is removed.
  for (let position = table.size - 1; position >= 0; position--) {
    if (!holds(position) || !buckets.has(shareOfKey(table.keyAt(position), BUCKETS))) continue;
    if (seen.has(keyText(table.keyAt(position)))) continue;
    keeper.remove(position);
    removed++;
  }
  return removed;
}
