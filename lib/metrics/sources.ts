import type { Delivered, FiguresBySource } from "../collectors/update.ts";
import type { SchemaMapping } from "../shared/default_schema.ts";
import { readInventory } from "./inventory.ts";
import { readJobs } from "./jobs.ts";
import { readOrders } from "./orders.ts";
import type { Reading } from "./reading.ts";
import { readSales } from "./sales.ts";
import { readSystem } from "./system.ts";

/** What a figure needs a column to be. */
export type Needed = "anything" | "number" | "condition";

type Relation = keyof SchemaMapping;
type Mapping<R extends Relation> = NonNullable<SchemaMapping[R]>;

/** The figures that come from one table. */
export interface TableSource {
  source: "sales" | "orders" | "inventory" | "system" | "jobs";
  relation: Relation;
  /** The columns that are read, by their keys in the configuration. */
  columns: Record<string, Needed>;
  /** @throws when the relation is switched off */
  read: (reading: Reading) => Promise<Pick<Delivered, "source" | "data">>;
}

export const TABLE_SOURCES: readonly TableSource[] = [
  tableSource("sales", "orders", {
    columns: { at: "anything", amount: "number", customer: "anything", status: "anything" },
    read: readSales,
  }),
  tableSource("orders", "orders", {
    columns: { at: "anything", amount: "number", market: "anything", status: "anything" },
    read: readOrders,
  }),
  tableSource("inventory", "products", {
    columns: { name: "anything", market: "anything", stock: "number", price: "number", active: "condition" },
    read: readInventory,
  }),
  tableSource("system", "logs", {
    columns: { at: "anything", level: "anything", duration_ms: "number" },
    read: readSystem,
  }),
  tableSource("jobs", "jobs", {
    columns: { type: "anything", status: "anything", last_run: "anything", next_run: "anything" },
    read: readJobs,
  }),
];

function tableSource<S extends TableSource["source"], R extends Relation>(
  source: S,
  relation: R,
  { columns, read }: {
    columns: Partial<Record<Extract<keyof Mapping<R>, string>, Needed>>;
    read: (reading: Reading, mapping: Mapping<R>) => Promise<FiguresBySource[S]>;
  },
): TableSource {
  return {
    source,
    relation,
    columns: columns as Record<string, Needed>,
    async read(reading) {
      const data = await read(reading, reading.options.schema[relation]!);
      return { source, data } as Pick<Delivered, "source" | "data">;
    },
  };
}
