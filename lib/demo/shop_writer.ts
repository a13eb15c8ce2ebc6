/** Puts the demo shop's rows into its database, and takes old ones out. */
import type { JobRow, LogRow, OrderRow, ProductRow, ShopChanges } from "./shop_rows.ts";
import { koreanTimestamp } from "./shop_time.ts";

/** A connection, as npm:pg has it. */
export interface Connection {
  query(text: string, values?: unknown[]): Promise<unknown>;
}

interface Table<Row> {
  readonly name: string;
  /** Columns that change in a row's life. */
  readonly changing: readonly string[];
  /** The row as JSON; times are Korean in columns that have no zone. */
  toJson(row: Row): Record<string, unknown>;
}

const ORDERS: Table<OrderRow> = {
  name: "market_orders",
  changing: ["order_status", "updated_at"],
  toJson: (row) => ({
    ...row,
    order_date: koreanTimestamp(row.order_date),
    updated_at: koreanTimestamp(row.updated_at),
  }),
};
const PRODUCTS: Table<ProductRow> = {
  name: "unified_products",
  changing: ["stock_quantity", "updated_at"],
  toJson: (row) => ({ ...row, updated_at: koreanTimestamp(row.updated_at) }),
};
const LOGS: Table<LogRow> = {
  name: "system_logs",
  changing: [],
  toJson: (row) => ({ ...row, timestamp: koreanTimestamp(row.timestamp) }),
};
const JOBS: Table<JobRow> = {
  name: "schedule_jobs",
  changing: ["last_run_at", "next_run_at"],
  toJson: (row) => ({
    ...row,
    last_run_at: new Date(row.last_run_at).toISOString(),
    next_run_at: new Date(row.next_run_at).toISOString(),
  }),
};

/** Rows per statement: few enough that a statement is short, and its text small. */
const BATCH = 1_000;

/** Writes all changes in one transaction, so that an order and the stock it took appear together. */
export async function writeChanges(connection: Connection, changes: ShopChanges): Promise<void> {
  const { orders, products, logs, jobs } = changes;
  if (orders.size + products.size + logs.size + jobs.size === 0) return;
  await inTransaction(connection, async () => {
    await upsert(connection, ORDERS, orders);
    await upsert(connection, PRODUCTS, products);
    await upsert(connection, LOGS, logs);
    await upsert(connection, JOBS, jobs);
  });
}

async function upsert<Row>(connection: Connection, table: Table<Row>, rows: Set<Row>): Promise<void> {
  const { name, changing, toJson } = table;
  const updates = changing.map((column) => `${column} = excluded.${column}`).join(", ");
  const statement = `INSERT INTO ${name} SELECT * FROM json_populate_recordset(NULL::${name}, $1)
    ON CONFLICT (id) DO ${updates ? `UPDATE SET ${updates}` : "NOTHING"}`;
  const all = [...rows];
  for (let start = 0; start < all.length; start += BATCH) {
    await connection.query(statement, [JSON.stringify(all.slice(start, start + BATCH).map(toJson))]);
  }
}

/** The read-write mode is named, because whoever shares the connection may have made read-only the rule. */
async function inTransaction(connection: Connection, work: () => Promise<void>): Promise<void> {
  await connection.query("BEGIN READ WRITE");
  try {
    await work();
    await connection.query("COMMIT");
  } catch (error) {
    // What went wrong first is what is to be told.
    await connection.query("ROLLBACK").catch(() => {});
    throw error;
  }
}

export interface Horizon {
  /** Milliseconds since 1970 before which rows are forgotten. */
  readonly orders: number;
  readonly logs: number;
}

/**
 * Deletes what is older than the horizon, and does what a server's background processes would do: PGlite has none, so
 * that without this dead rows and the write-ahead log would grow for ever.
 */
export async function cleanUp(connection: Connection, { orders, logs }: Horizon): Promise<void> {
  await inTransaction(connection, async () => {
    await connection.query("DELETE FROM market_orders WHERE order_date < $1", [koreanTimestamp(orders)]);
    await connection.query("DELETE FROM system_logs WHERE timestamp < $1", [koreanTimestamp(logs)]);
  });
  await connection.query("VACUUM market_orders, unified_products, system_logs, schedule_jobs");
  await connection.query("CHECKPOINT");
}
