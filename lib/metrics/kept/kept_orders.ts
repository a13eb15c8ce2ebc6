import type { OrdersMapping } from "../../shared/default_schema.ts";
import type { Orders, Sales } from "../../shared/snapshot.ts";
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
import { hashOf, type RowSource, selectRows } from "./row_source.ts";
import { KEPT_TEXTS as TEXTS } from "./texts.ts";
import { requireIndex, updatedColumn } from "./updated_column.ts";

/** The orders of eight business days, kept. */
export class KeptOrders implements KeptSet {
  readonly #rows: OrderRows;
  readonly #orders: OrdersMapping;
  readonly #types: string;
  readonly #kept: KeptRows;

  private constructor(reading: Reading, opening: Opening) {
    this.#orders = opening.orders;
    this.#types = typesOf(opening);
    this.#rows = new OrderRows(reading.moments, opening.time);
    this.#kept = new KeptRows(this.#rows, sourceOf(reading, opening));
  }

  /** @throws {NotKept} when they cannot be kept */
  static async open(reading: Reading): Promise<KeptOrders> {
    const orders = reading.options.schema.orders!;
    const opening = await openingOf(reading, orders);
    await requireIndex(reading, { ...orders, key: KEY });
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
    if (typesOf(await openingOf(reading, this.#orders)) !== this.#types) {
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

  recountSoon(): void {
    this.#kept.recountSoon();
  }
}

interface Opening {
  orders: OrdersMapping;
  time: TimeColumn;
  updated: TimeColumn;
}

const KEY = "schema.orders.updated_at";

async function openingOf(reading: Reading, orders: OrdersMapping): Promise<Opening> {
  const { at, updated_at } = orders;
  const columns = [at, ...updated_at === null ? [] : [updated_at]].map(column);
  await reading.transaction.typesOf(orders.table, columns);
  const time = await orderTime(reading, orders);
  return { orders, time, updated: await updatedColumn(reading, { ...orders, key: KEY }) };
}

function typesOf({ time, updated }: Opening): string {
  return `${time.type} ${updated.type}`;
}

function sourceOf({ options }: Reading, { orders, time, updated }: Opening): RowSource {
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
