import type { Delivered, Note, TableReading, Update } from "../collectors/update.ts";
import { endsConnection } from "./connection_fault.ts";
import { Fault } from "./fault.ts";
import { KeptLogs } from "./kept/kept_logs.ts";
import { KeptOrders } from "./kept/kept_orders.ts";
import { KeptProducts } from "./kept/kept_products.ts";
import { KeptRelation } from "./kept/kept_relation.ts";
import type { KeptSet } from "./kept/kept_set.ts";
import type { MetricsOptions } from "./options.ts";
import { type KeptFigures, readFigures, type SourceFigures } from "./read_figures.ts";
import type { Connection, TableColumns } from "./read_transaction.ts";
import type { Reading } from "./reading.ts";
import type { ShopReader } from "./shop_reader.ts";
import type { TableSource } from "./sources.ts";

/** A source whose figures can be had from what is kept. */
interface KeptSource {
  readonly relation: KeptRelation<KeptSet>;
  /** Undefined while not all is kept. */
  readonly figures: (reading: Reading) => Promise<Delivered["data"]> | Delivered["data"] | undefined;
}

/** Keeps what it read, and from then on reads what changed. */
export class IncrementalReader implements ShopReader, KeptFigures {
  columns: readonly TableColumns[] = [];
  readonly #options: MetricsOptions;
  readonly #sources: Partial<Record<TableSource["source"], KeptSource>>;
  readonly #relations: readonly KeptRelation<KeptSet>[];

  constructor(options: MetricsOptions) {
    this.#options = options;
    const orders = new KeptRelation("orders", KeptOrders.open);
    const products = new KeptRelation("products", KeptProducts.open);
    const logs = new KeptRelation("logs", KeptLogs.open);
    this.#relations = [orders, products, logs];
    this.#sources = {
      sales: { relation: orders, figures: (reading) => orders.complete?.sales(reading) },
      orders: { relation: orders, figures: () => orders.complete?.standing() },
      inventory: { relation: products, figures: (reading) => products.complete?.inventory(reading) },
      system: { relation: logs, figures: (reading) => logs.complete?.figures(reading) },
    };
  }

  async read(connection: Connection, now: number): Promise<Update[]> {
    try {
      return await readFigures(connection, this.#options, now, this);
    } catch (error) {
      // Whoever is connected to next may not be where this left off.
      this.recountSoon();
      throw error;
    }
  }

  /** Whether nothing waits to be recounted. */
  get settled(): boolean {
    return this.#relations.every(({ settled }) => settled);
  }

  /** Has everything recounted as soon as possible. */
  recountSoon(): void {
    for (const relation of this.#relations) relation.recountSoon();
  }

  async refresh(reading: Reading): Promise<void> {
    const wanting = this.#relations.filter((relation) => relation.wants(reading));
    if (wanting.length === 0) return;
    try {
      await reading.transaction.attempt(async () => {
        for (const relation of wanting) await bring(relation, reading);
      });
    } catch (error) {
      unlessLost(error);
      // What the failure took with it is brought one by one.
      for (const relation of wanting) {
        if (!relation.refused) {
          await reading.transaction.attempt(() => bring(relation, reading)).catch(unlessLost);
        }
      }
    }
  }

  /** Kept figures are shown once they were the same as those that the database counted at the same moment. */
  async readSource(source: TableSource, reading: Reading): Promise<SourceFigures> {
    const name = source.source;
    const kept = this.#sources[name];
    const data = await kept?.figures(reading);
    if (kept && data && kept.relation.isProven(name)) {
      return withNote({ source: name, data } as SourceFigures, kept.relation.note);
    }
    const started = performance.now();
    const counted = await reading.transaction.attempt(() => source.read(reading));
    kept?.relation.tookToCount(name, performance.now() - started);
    if (!kept) return counted;
    if (data) kept.relation.prove(name, { same: areSame(data, counted.data), reading });
    return kept.relation.refused ? withNote(counted, kept.relation.note) : counted;
  }

  news(): TableReading[] {
    return this.#relations.flatMap((relation) => relation.news() ?? []);
  }
}

function withNote(figures: SourceFigures, note: Note | undefined): SourceFigures {
  return note ? { ...figures, note } : figures;
}

async function bring(relation: KeptRelation<KeptSet>, reading: Reading): Promise<void> {
  try {
    await relation.bring(reading);
  } catch (error) {
    relation.refuse(error, reading);
    throw error;
  }
}

/** What a relation was refused for needs no more to be done about it. */
function unlessLost(error: unknown): void {
  if (!(error instanceof Fault) && endsConnection(error)) throw error;
}

/** Both are made in the same order of members. An average of `float8`s hangs on the order in which they are added. */
function areSame(one: unknown, other: unknown): boolean {
  const about = (name: string, value: unknown) =>
    name === "avg_response_time" && typeof value === "number" ? value.toPrecision(10) : value;
  return JSON.stringify(one, about) === JSON.stringify(other, about);
}
