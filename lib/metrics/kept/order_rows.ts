import type { Moments } from "../business_day.ts";
import type { GroupRow } from "../orders.ts";
import type { SlotRow } from "../sales.ts";
import { sql } from "../sql.ts";
import { atAxis, onAxis, type TimeColumn } from "../time_column.ts";
import type { Keeper, Slice } from "./keeper.ts";
import { NotKept } from "./not_kept.ts";
import { type CountedOrder, OrderCounters, Tally } from "./order_counters.ts";
import { OrderWordList } from "./order_words.ts";
import { COLUMNS_FROM, keyFrom, type SelectedRow } from "./row_source.ts";
import { type Key, RowTable } from "./row_table.ts";
import { scaledAmount, UNIT } from "./scaled_amount.ts";
import { KEPT_TEXTS as TEXTS } from "./texts.ts";

/** A range of the time column, `to` excluded, in ms on its axis. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Of a selected row: when, amount, customer's hash, market, status, whether it counts as cancelled. */
export const [AT, AMOUNT, CUSTOMER, MARKET, STATUS, CANCELLED] = [0, 1, 2, 3, 4, 5].map((index) =>
  COLUMNS_FROM + index
) as [number, number, number, number, number, number];

const DAY = 86_400_000;
const MOST_WON = 2 ** 32 - 1;

/**
 * The orders of eight business days and of the next, and what they add up to. 22 bytes each, 4 more where ids are no
 * numbers, and 8 more where amounts are not whole won; and the index.
 */
export class OrderRows implements Keeper {
  readonly table = new RowTable({
    /** ms from the start of the range */
    at: Uint32Array,
    /** What the order adds to the revenue: whole won, and what there is beside, scaled. */
    won: Uint32Array,
    rest: Float64Array,
    words: Uint16Array,
    content: Uint32Array,
    updated: Uint32Array,
  });
  /** Customers' hashes by the keys of the orders from today on; nobody asks for those of the days before. */
  readonly #customers = new RowTable({ high: Uint32Array, low: Uint32Array });
  readonly #time: TimeColumn;
  readonly #parts: number;
  readonly #words = new OrderWordList();
  #moments: Moments;
  /** Where today begins, on the axis. */
  #today: number;
  #range: Range;
  #counters: OrderCounters;

  /** @param parts in which a day is loaded and recounted: one where no index finds them by their time */
  constructor(moments: Moments, time: TimeColumn, parts: number) {
    this.#time = time;
    this.#parts = parts;
    this.#moments = moments;
    this.#today = todayOf(moments, time);
    this.#range = rangeOf(moments, time);
    this.#counters = new OrderCounters(moments, time);
  }

  get customers(): number {
    return this.#counters.customers;
  }

  /** As `slotsStatement()` of `lib/metrics/sales.ts` would give them. */
  slotRows(): SlotRow[] {
    return this.#counters.slotRows(this.#untilSameTime());
  }

  /** As `groupsStatement()` of `lib/metrics/orders.ts` would give them. */
  groupRows(): GroupRow[] {
    return this.#counters.groupRows((words) => this.#words.wordsOf(words));
  }

  /**
   * Goes on to other moments.
   *
   * @returns the slice that has to be loaded now where days have passed; undefined where none has
   * @throws {NotKept} where days are needed that were not kept
   */
  follow(moments: Moments): Slice | undefined {
    const [before, range] = [this.#range, rangeOf(moments, this.#time)];
    this.#moments = moments;
    if (range.from === before.from && range.to === before.to) return;
    if (range.from < before.from || range.to > before.to + 2 * DAY) {
      throw new NotKept(TEXTS.otherDays, "at once");
    }
    this.#range = range;
    this.#today = todayOf(moments, this.#time);
    this.#moveTo(before.from, range.from);
    this.#counters = new OrderCounters(moments, this.#time);
    for (let position = 0; position < this.table.size; position++) {
      this.#counters.count(this.#orderAt(position), 1);
    }
    return this.#slice({ from: Math.min(before.to, range.to), to: range.to });
  }

  wants(row: SelectedRow): boolean {
    const at = atOf(row);
    return at >= this.#range.from && at < this.#range.to;
  }

  add(key: Key, row: SelectedRow): number {
    const amount = scaledAmount(row[AMOUNT]!);
    if (amount === undefined) throw new NotKept(TEXTS.amount(row[AMOUNT]!));
    const cancelled = row[CANCELLED] === "true";
    const words = this.#words.numberOf({ market: row[MARKET]!, status: row[STATUS]!, cancelled });
    const customer = row[CUSTOMER] === null ? undefined : keyFrom(row[CUSTOMER]!);
    if (customer && atOf(row) >= this.#today) this.#setCustomer(key, customer);
    const position = this.table.add(key);
    this.table.set("at", position, atOf(row) - this.#range.from);
    const won = cancelled ? 0 : Math.min(Math.max(0, Math.floor(amount / UNIT)), MOST_WON);
    this.table.set("won", position, won);
    this.table.set("rest", position, cancelled ? 0 : amount - won * UNIT);
    this.table.set("words", position, words);
    this.#counters.count(this.#orderAt(position), 1);
    return position;
  }

  remove(position: number): void {
    this.#counters.count(this.#orderAt(position), -1);
    this.#dropCustomer(position);
    this.table.remove(position);
  }

  /** Parts of the business days, and what is to come. */
  slices(): Slice[] {
    const cuts = this.#moments.days.flatMap(({ start, end }) => {
      const [from, to] = [onAxis(start, this.#time), onAxis(end, this.#time)];
      return Array.from(
        { length: this.#parts },
        (_, part) => from + Math.floor((to - from) * part / this.#parts),
      );
    });
    cuts.push(onAxis(this.#moments.days.at(-1)!.end, this.#time), this.#range.to);
    // The days that matter most first.
    return cuts.slice(1).map((to, index) => this.#slice({ from: cuts[index]!, to })).reverse();
  }

  #setCustomer(order: Key, { high, low }: Key): void {
    const position = this.#customers.add(order);
    this.#customers.set("high", position, high);
    this.#customers.set("low", position, low);
  }

  #customerOf(position: number): Key | undefined {
    const found = this.#customers.find(this.table.keyAt(position));
    if (found === -1) return;
    return { high: this.#customers.get("high", found), low: this.#customers.get("low", found) };
  }

  #dropCustomer(position: number): void {
    const found = this.#customers.find(this.table.keyAt(position));
    if (found !== -1) this.#customers.remove(found);
  }

  #slice({ from, to }: Range): Slice {
    const { column } = this.#time;
    return {
      where: sql`${column} >= ${atAxis(from, this.#time)} AND ${column} < ${atAxis(to, this.#time)}`,
      holds: (position) => {
        const at = this.table.get("at", position) + this.#range.from;
        return at >= from && at < to;
      },
    };
  }

  #revenueAt(position: number): number {
    return this.table.get("won", position) * UNIT + this.table.get("rest", position);
  }

  #orderAt(position: number): CountedOrder {
    return {
      at: this.table.get("at", position) + this.#range.from,
      revenue: this.#revenueAt(position),
      words: this.table.get("words", position),
      customer: this.#customerOf(position),
    };
  }

  /** Drops what lies before the new start and the customers of what lies before today, and counts from there. */
  #moveTo(before: number, start: number): void {
    const passed = start - before;
    const today = this.#today - start;
    for (let position = this.table.size - 1; position >= 0; position--) {
      const at = this.table.get("at", position) - passed;
      if (at < today) this.#dropCustomer(position);
      if (at < 0) this.table.remove(position);
      else this.table.set("at", position, at);
    }
  }

  #untilSameTime(): Tally {
    const { days, yesterday_same_time } = this.#moments;
    const from = onAxis(days.at(-2)!.start, this.#time) - this.#range.from;
    const to = onAxis(yesterday_same_time, this.#time) - this.#range.from;
    const tally = new Tally();
    for (let position = 0; position < this.table.size; position++) {
      const at = this.table.get("at", position);
      if (at >= from && at < to) tally.add(this.#revenueAt(position));
    }
    return tally;
  }
}

/** NaN where there is none, which is in no range. */
function atOf(row: SelectedRow): number {
  return row[AT] === null ? NaN : Number(row[AT]);
}

function todayOf({ days }: Moments, time: TimeColumn): number {
  return onAxis(days.at(-1)!.start, time);
}

/** A day more than is shown, so that nothing has to be loaded for figures when the day turns. */
function rangeOf({ days }: Moments, time: TimeColumn): Range {
  return { from: onAxis(days[0].start, time), to: onAxis(days.at(-1)!.end, time) + DAY };
}
