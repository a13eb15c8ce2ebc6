import type { ReadTransaction } from "../read_transaction.ts";
import type { Keeper, Slice } from "./keeper.ts";
import { NotKept } from "./not_kept.ts";
import { type Recounting, recountSlice } from "./recount.ts";
import { ALWAYS, RecountPace, SELDOM } from "./recount_pace.ts";
import {
  keyFrom,
  type RowSource,
  selectChanged,
  type SelectedRow,
  selectNewest,
  selectRows,
  updatedBits,
} from "./row_source.ts";
import { KEPT_TEXTS as TEXTS } from "./texts.ts";

/**
 * Milliseconds by which rows are read again behind the latest change that was seen, because a change is seen when it is
 * committed and not when it was made. What is committed later still is found by the recount.
 */
const OVERLAP = 10_000;
/** More changed rows at once are cheaper loaded anew. */
const MOST_CHANGED = 20_000;
/** Of many changes that were made at once, as when a catalogue is written anew, so many of the latest are read again. */
const CROWD = 1_000;
/** What is kept of the rows then takes up to 48 MB. */
export const MOST_ROWS = 1_000_000;
/** Recounts in a row that find changes which came too late for the overlap, after which nothing is kept any more. */
const MOST_LATE = 3;

/** How far one tick may go. */
export interface Allowance {
  /** ms since 1970 */
  readonly now: number;
  /** Milliseconds for loading rows. */
  readonly loading: number;
}

/** Keeps the rows of one relation as the database has them, reading what changed, and recounting them part by part. */
export class KeptRows {
  readonly #keeper: Keeper;
  readonly #source: RowSource;
  readonly #tells: boolean;
  readonly #pace: RecountPace;
  #watermark: number | undefined;
  #toLoad: Slice[];
  #toRecount: Slice[] = [];
  /** Changes before this are not read again, because too many were made at once. */
  #crowd = 0;
  /** Rows that were taken over. */
  #changes = 0;
  #overflows = 0;
  #late = 0;
  #missed = 0;

  /** @param tells whether the column by which rows are read says when they changed, and not only when they came */
  constructor(keeper: Keeper, source: RowSource, { tells }: { tells: boolean } = { tells: true }) {
    this.#keeper = keeper;
    this.#source = source;
    this.#tells = tells;
    this.#pace = new RecountPace(tells ? SELDOM : ALWAYS);
    this.#toLoad = keeper.slices();
  }

  /** Whether all rows are there. */
  get complete(): boolean {
    return this.#toLoad.length === 0;
  }

  /** Whether nothing waits to be recounted. */
  get settled(): boolean {
    return this.#toRecount.length === 0 && !this.#pace.hurried;
  }

  /** Has everything recounted as soon as possible, or at the next refresh. */
  recountSoon(atOnce = false): void {
    this.#toRecount = [];
    this.#pace.hurry(atOnce);
  }

  /** Loads a part at once. */
  async load(transaction: ReadTransaction, slice: Slice): Promise<void> {
    let wanted = 0;
    await transaction.batches(selectRows(this.#source, slice.where), (rows) => {
      for (const row of rows) wanted += this.#put(row) ? 1 : 0;
      if (this.#keeper.table.size > MOST_ROWS) throw new NotKept(TEXTS.tooMany(MOST_ROWS));
    });
    const kept = this.#count(slice);
    if (kept < wanted) throw new NotKept(TEXTS.idTwice);
    // Rows that had been read as changed and were deleted since.
    if (kept > wanted) await recountSlice(this.#recounting(transaction), slice);
  }

  /**
   * Brings the rows to the transaction's moment.
   *
   * @returns how many rows a recount had to correct
   * @throws {NotKept} when they cannot be kept
   */
  async refresh(transaction: ReadTransaction, { now, loading }: Allowance): Promise<number> {
    await this.#readChanges(transaction);
    if (this.complete) return await this.#recount(transaction, now);
    const started = performance.now();
    while (!this.complete && performance.now() - started < loading) {
      await this.load(transaction, this.#toLoad[0]!);
      this.#toLoad.shift();
    }
    this.#pace.passed(now);
    return 0;
  }

  async #recount(transaction: ReadTransaction, now: number): Promise<number> {
    this.#pace.save(now);
    if (this.#toRecount.length === 0 && this.#pace.begins(now)) {
      this.#late = this.#missed > 0 ? this.#late + 1 : 0;
      if (this.#tells && this.#late >= MOST_LATE) throw new NotKept(TEXTS.late, "never");
      this.#missed = 0;
      this.#toRecount = this.#keeper.slices();
    }
    let corrected = 0;
    while (this.#toRecount.length > 0 && this.#pace.affordable) {
      const started = performance.now();
      const found = await recountSlice(this.#recounting(transaction), this.#toRecount.shift()!);
      this.#pace.spend(performance.now() - started);
      if (this.#tells && found.unmoved > 0) throw new NotKept(TEXTS.unmoved(found.unmoved), "never");
      corrected += found.corrected;
      this.#missed += found.missed;
      if (this.#toRecount.length === 0) this.#pace.ended();
    }
    return corrected;
  }

  #recounting(transaction: ReadTransaction): Recounting {
    const put = (row: SelectedRow) => void this.#put(row);
    return { transaction, source: this.#source, keeper: this.#keeper, put };
  }

  async #readChanges(transaction: ReadTransaction): Promise<void> {
    this.#watermark ??= await this.#begin(transaction);
    const since = Math.max(this.#crowd, this.#watermark - OVERLAP);
    const rows = await transaction.arrays(selectChanged(this.#source, since, MOST_CHANGED + 1));
    if (rows.length > MOST_CHANGED) return this.#startAnew();
    this.#overflows = 0;
    const keys = new Set(rows.map(([key]) => key));
    if (keys.size < rows.length) throw new NotKept(TEXTS.idTwice);
    const changes = this.#changes;
    for (const row of rows) this.#put(row);
    const passed = rows.filter((row) => row[3] === "true").map((row) => Math.floor(Number(row[2]) / 1000));
    this.#watermark = Math.max(this.#watermark, passed.at(-1) ?? 0);
    if (passed.length > 2 * CROWD && this.#changes === changes) this.#crowd = passed.at(-CROWD)! + 1;
  }

  #startAnew(): void {
    if (++this.#overflows > 1) throw new NotKept(TEXTS.tooManyChanges(MOST_CHANGED));
    this.#toLoad = this.#keeper.slices();
    this.#watermark = undefined;
  }

  /** Where reading changes begins, behind a crowd if there is one. */
  async #begin(transaction: ReadTransaction): Promise<number> {
    this.#crowd = await this.#newest(transaction, CROWD) + 1;
    return await this.#newest(transaction);
  }

  async #newest(transaction: ReadTransaction, after = 0): Promise<number> {
    const [newest] = await transaction.arrays(selectNewest(this.#source, after));
    return Math.max(0, Number(newest?.[0] ?? 0));
  }

  /** @returns whether the row counts */
  #put(row: SelectedRow): boolean {
    const { table } = this.#keeper;
    if (row[0] === null) throw new NotKept(TEXTS.idMissing);
    const key = keyFrom(row[0]!);
    const known = table.find(key);
    const content = Number(row[1]);
    const same = known !== -1 && table.get("content", known) === content;
    if (!same && known !== -1) this.#keeper.remove(known);
    if (!same && !this.#keeper.wants(row)) return false;
    if (row[2] === null) throw new NotKept(TEXTS.updatedMissing);
    if (!same) this.#changes++;
    const position = same ? known : this.#keeper.add(key, row);
    table.set("content", position, content);
    table.set("updated", position, updatedBits(row[2]!));
    return true;
  }

  #count({ holds }: Slice): number {
    let count = 0;
    for (let position = 0; position < this.#keeper.table.size; position++) if (holds(position)) count++;
    return count;
  }
}
