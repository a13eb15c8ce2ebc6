import type { InventoryTotals } from "../inventory.ts";
import { type Sql, sql } from "../sql.ts";
import { ExactSum, LARGEST_PART } from "./exact_sum.ts";
import type { Keeper, Slice } from "./keeper.ts";
import { NotKept } from "./not_kept.ts";
import { COLUMNS_FROM, type SelectedRow, shareOfKey } from "./row_source.ts";
import { type Key, RowTable } from "./row_table.ts";
import { decimalOf, scaledAmount } from "./scaled_amount.ts";
import { KEPT_TEXTS as TEXTS } from "./texts.ts";

/** Of a selected row: whether it is active, stock, price. */
const [ACTIVE, STOCK, PRICE] = [0, 1, 2].map((index) => COLUMNS_FROM + index) as [number, number, number];

/** Whether a row is active is asked for as a condition, and in which share of the products its key is. */
export interface ProductConditions {
  readonly active: Sql;
  readonly shareOf: (count: number) => Sql;
}

/** Products that a slice holds about, so that loading one takes no longer than a second or two. */
const PER_SLICE = 200_000;

/** The active products, and what they add up to. 28 or 32 bytes each and the index. */
export class ProductRows implements Keeper {
  readonly table = new RowTable({
    /** NaN: unknown. */
    stock: Float64Array,
    /** Scaled. */
    price: Float64Array,
    content: Uint32Array,
    updated: Uint32Array,
  });
  readonly #limit: number;
  readonly #conditions: ProductConditions;
  readonly #shares: number;
  #low = 0;
  #out = 0;
  readonly #value = new ExactSum();
  #largeValues = 0n;
  #lowest = Infinity;

  /**
   * @param limit the stock up to which a product is low
   * @param expected about how many there are
   */
  constructor(limit: number, expected: number, conditions: ProductConditions) {
    this.#limit = limit;
    this.#conditions = conditions;
    this.#shares = 2 ** Math.max(0, Math.ceil(Math.log2(expected / PER_SLICE)));
  }

  get totals(): InventoryTotals {
    const value = decimalOf(this.#value.value + this.#largeValues);
    return { total: String(this.table.size), low: String(this.#low), out: String(this.#out), value };
  }

  /** The lowest stock that came or went since {@linkcode ProductRows.forgetLowest}, Infinity when none did. */
  get lowest(): number {
    return this.#lowest;
  }

  forgetLowest(): void {
    this.#lowest = Infinity;
  }

  wants(row: SelectedRow): boolean {
    return row[ACTIVE] === "true";
  }

  add(key: Key, row: SelectedRow): number {
    const stock = wholeNumber(row[STOCK]!);
    const price = scaledAmount(row[PRICE]!);
    if (price === undefined) throw new NotKept(TEXTS.amount(row[PRICE]!));
    const position = this.table.add(key);
    this.table.set("stock", position, stock);
    this.table.set("price", position, price);
    this.#count(position, 1);
    return position;
  }

  remove(position: number): void {
    this.#count(position, -1);
    this.table.remove(position);
  }

  slices(): Slice[] {
    const { active, shareOf } = this.#conditions;
    if (this.#shares === 1) return [{ where: active, holds: () => true }];
    return Array.from({ length: this.#shares }, (_, share) => ({
      where: sql`${active} AND ${shareOf(this.#shares)} = ${share}`,
      holds: (position) => shareOfKey(this.table.keyAt(position), this.#shares) === share,
    }));
  }

  #count(position: number, sign: 1 | -1): void {
    const [stock, price] = [this.table.get("stock", position), this.table.get("price", position)];
    if (stock <= this.#limit) this.#low += sign;
    if (stock <= 0) this.#out += sign;
    if (stock > 0) {
      if (Math.abs(stock * price) < LARGEST_PART) this.#value.add(sign * stock * price);
      else this.#largeValues += BigInt(sign) * BigInt(stock) * BigInt(price);
    }
    this.#lowest = Math.min(this.#lowest, Number.isNaN(stock) ? Infinity : stock);
  }
}

/** NaN where it is unknown; PostgreSQL holds its own NaN for larger than any limit, so that it is not low either. */
function wholeNumber(text: string | null): number {
  if (text === null || text === "NaN") return NaN;
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new NotKept(TEXTS.stock(text));
  return value;
}
