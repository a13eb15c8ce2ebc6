import type { Moments } from "../business_day.ts";
import type { GroupRow } from "../orders.ts";
import type { SlotRow } from "../sales.ts";
import { onAxis, type TimeColumn } from "../time_column.ts";
import { DistinctCount } from "./distinct_count.ts";
import { ExactSum } from "./exact_sum.ts";
import type { OrderWords } from "./order_words.ts";
import type { Key } from "./row_table.ts";
import { decimalOf } from "./scaled_amount.ts";

/** What is counted of an order. */
export interface CountedOrder {
  /** ms on the axis of the time column */
  readonly at: number;
  /** What it adds to the revenue, scaled. */
  readonly revenue: number;
  /** Number of its words. */
  readonly words: number;
  /** Hash; undefined when it has none. */
  readonly customer: Key | undefined;
}

/** Orders and their revenue, exact. */
export class Tally {
  #orders = 0;
  readonly #revenue = new ExactSum();

  get orders(): number {
    return this.#orders;
  }

  get revenue(): bigint {
    return this.#revenue.value;
  }

  /** @param sign -1 takes it back */
  add(revenue: number, sign: 1 | -1 = 1): void {
    this.#orders += sign;
    this.#revenue.add(sign * revenue);
  }
}

/** The seven days before today come first, today's hours after them. */
const DAYS_BEFORE = 7;

/** Counts orders of eight business days as they come, change and go. */
export class OrderCounters {
  readonly #cuts: number[];
  readonly #end: number;
  readonly #slots: Tally[];
  readonly #groups: [yesterday: Map<number, Tally>, today: Map<number, Tally>] = [new Map(), new Map()];
  readonly #customers = new DistinctCount();

  constructor({ days, hours }: Moments, time: TimeColumn) {
    const starts = [...days.slice(0, DAYS_BEFORE), ...hours].map(({ start }) => onAxis(start, time));
    this.#cuts = starts;
    this.#end = onAxis(days.at(-1)!.end, time);
    this.#slots = starts.map(() => new Tally());
  }

  get customers(): number {
    return this.#customers.distinct;
  }

  /** @param sign -1 takes back what was counted */
  count(order: CountedOrder, sign: 1 | -1): void {
    const slot = bucketOf(order.at, this.#cuts) - 1;
    if (slot < 0 || order.at >= this.#end) return;
    this.#slots[slot]!.add(order.revenue, sign);
    const isToday = slot >= DAYS_BEFORE;
    if (!isToday && slot < DAYS_BEFORE - 1) return;
    const groups = this.#groups[isToday ? 1 : 0];
    const group = groups.get(order.words) ?? new Tally();
    group.add(order.revenue, sign);
    if (group.orders === 0) groups.delete(order.words);
    else groups.set(order.words, group);
    if (!isToday || !order.customer) return;
    if (sign === 1) this.#customers.add(order.customer);
    else this.#customers.remove(order.customer);
  }

  /** @param before yesterday's orders until this time of the day */
  slotRows(before: Tally): SlotRow[] {
    const row = (slot: number, orders: number, revenue: bigint): SlotRow => ({
      slot,
      orders: String(orders),
      revenue: decimalOf(revenue),
    });
    const yesterday = this.#slots[DAYS_BEFORE - 1]!;
    return [
      ...this.#slots.slice(0, DAYS_BEFORE - 1).map(({ orders, revenue }, index) =>
        row(index + 1, orders, revenue)
      ),
      row(DAYS_BEFORE, before.orders, before.revenue),
      row(DAYS_BEFORE + 1, yesterday.orders - before.orders, yesterday.revenue - before.revenue),
      ...this.#slots.slice(DAYS_BEFORE).map(({ orders, revenue }, index) =>
        row(DAYS_BEFORE + 2 + index, orders, revenue)
      ),
    ];
  }

  groupRows(wordsOf: (words: number) => OrderWords): GroupRow[] {
    return this.#groups.flatMap((groups, day) =>
      [...groups].map(([words, { orders, revenue }]) => {
        const { market, status } = wordsOf(words);
        return { is_today: day === 1, market, status, orders: String(orders), revenue: decimalOf(revenue) };
      })
    );
  }
}

/** As PostgreSQL's `width_bucket(value, cuts)` has it, also where the cuts of a repeated hour are not in order. */
function bucketOf(value: number, cuts: readonly number[]): number {
  let [from, to] = [0, cuts.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (value < cuts[middle]!) to = middle;
    else from = middle + 1;
  }
  return from;
}
