import type { OrdersMapping } from "../../shared/default_schema.ts";
import type { Note } from "../../collectors/update.ts";
import type { Orders, Sales } from "../../shared/snapshot.ts";
import type { Text } from "../../shared/text.ts";
import { hasOrder, type Order } from "../has_order.ts";
import { asciiLower } from "../money.ts";
import { orderTime } from "../order_time.ts";
import { ordersFrom } from "../orders.ts";
import type { Reading } from "../reading.ts";
import { salesFrom } from "../sales.ts";
import { column, raw, sql } from "../sql.ts";
import type { TimeColumn } from "../time_column.ts";
import { wordOf } from "../words.ts";
import { type Allowance, KeptRows } from "./kept_rows.ts";
import type { KeptSet } from "./kept_set.ts";
import { NotKept } from "./not_kept.ts";
import { OrderRows } from "./order_rows.ts";
import { hashOf, isNumber, type RowSource, selectRows } from "./row_source.ts";
import { KEPT_TEXTS as TEXTS } from "./texts.ts";
import { requireIndex, updatedColumn } from "./updated_column.ts";

/** Of an interval, what counting all orders may take where the other way is to show changed ones late. */
const CHEAP = 0.1;

/** In which a day is loaded and recounted, so that one takes a small part of a second. */
const PARTS = 12;

/**
 * The orders of eight business days, kept. Where nothing says when an order changed, new ones are read by their time and
 * changed ones are found by recounting all the time, but only where counting everything at each tick costs too much.
 */
export class KeptOrders implements KeptSet {
  readonly #rows: OrderRows;
  readonly #orders: OrdersMapping;
  readonly #types: string;
  readonly #kept: KeptRows;

  readonly lateness: Note | undefined;

  private constructor(reading: Reading, opening: Opening) {
    this.#orders = opening.orders;
    this.#types = typesOf(opening);
    this.lateness = opening.untold && { reason: TEXTS.onlyNew(opening.untold), remedy: TEXTS.tellChanges };
    this.#rows = new OrderRows(reading.moments, opening.time, opening.divisible ? PARTS : 1);
    this.#kept = new KeptRows(this.#rows, sourceOf(reading, opening), { tells: !opening.untold });
  }

  /**
   * @param counting milliseconds that counting everything takes
   * @throws {NotKept} when they cannot be kept
   */
  static async open(reading: Reading, counting: number): Promise<KeptOrders> {
    const orders = reading.options.schema.orders!;
    let opening: Opening;
    try {
      opening = await openingOf(reading, orders, undefined);
      await requireIndex(reading, { ...orders, key: KEY });
    } catch (error) {
      if (!(error instanceof NotKept) || counting < reading.options.interval * CHEAP) throw error;
      opening = await openingOf(reading, orders, error.reason);
      // A date says too little of when an order came.
      if (opening.time.type === "date") throw error;
    }
    const indexed = await hasOrder(reading.transaction, byTime(orders));
    if (opening.untold && !indexed) throw new NotKept(opening.untold, "once indexed");
    opening.divisible = indexed && opening.time.type !== "date";
    // What is wrong with a mapped column shows before anything is kept.
    await reading.transaction.arrays(selectRows(sourceOf(reading, opening), raw("false")));
    return new KeptOrders(reading, opening);
  }

  get complete(): boolean {
    return this.#kept.complete;
  }

  get settled(): boolean {
    return this.#kept.settled;
  }

  async refresh(reading: Reading, allowance: Allowance): Promise<number> {
    if (typesOf(await openingOf(reading, this.#orders, this.lateness?.reason)) !== this.#types) {
      throw new NotKept(TEXTS.changed, "soon");
    }
    const slice = this.#rows.follow(reading.moments);
    if (slice) {
      await this.#kept.load(reading.transaction, slice);
      this.recountSoon();
    }
    return await this.#kept.refresh(reading.transaction, allowance);
  }

  sales({ moments, options }: Reading): Sales {
    const customers = this.#orders.customer === null ? null : this.#rows.customers;
    return salesFrom(this.#rows.slotRows(), customers, { moments, revenue: options.business.revenue });
  }

  /** Where orders stand. */
  standing(): Orders {
    return ordersFrom(this.#rows.groupRows(), this.#orders);
  }

  recountSoon(atOnce?: boolean): void {
    this.#kept.recountSoon(atOnce);
  }
}

interface Opening {
  isNumbered: boolean;
  /** Whether a part of a day is found without reading more than that. */
  divisible: boolean;
  /** Why changes are not told, so that `updated` is the time of the order. */
  untold: Text | undefined;
  orders: OrdersMapping;
  time: TimeColumn;
  updated: TimeColumn;
}

const KEY = "schema.orders.updated_at";

async function openingOf(
  reading: Reading,
  orders: OrdersMapping,
  untold: Text | undefined,
): Promise<Opening> {
  const time = await orderTime(reading, orders);
  const updated = untold ? { ...time, zone: "UTC" } : await updatedColumn(reading, { ...orders, key: KEY });
  const isNumbered = isNumber(await reading.transaction.typeOf(orders.table, column(orders.id)));
  return { orders, time, updated, isNumbered, untold, divisible: false };
}

function byTime({ table, at }: OrdersMapping): Order {
  return { table, key: at, where: null };
}

function typesOf({ time, updated, isNumbered }: Opening): string {
  return `${time.type} ${updated.type} ${isNumbered}`;
}

function sourceOf({ options }: Reading, { orders, time, updated, isNumbered }: Opening): RowSource {
  const [market, status] = [column(orders.market), column(orders.status)];
  const amount = sql`${column(orders.amount)}::numeric`;
  const customer = orders.customer === null ? raw("NULL::text") : column(orders.customer);
  const words = orders.statuses.cancelled.map(asciiLower);
  const cancelled = options.business.revenue === "gross"
    ? raw("'false'")
    : sql`((lower(${status}::text COLLATE "C") = ANY(${words}::text[])) IS TRUE)::text`;
  return {
    table: orders.table,
    id: orders.id,
    isNumbered,
    updated,
    zone: orders.time_zone,
    content: [time.column, amount, customer, market, status],
    columns: [
      sql`floor(extract(epoch FROM ${time.column}) * 1000)`,
      amount,
      hashOf(customer),
      wordOf(market),
      wordOf(status),
      cancelled,
    ],
  };
}
