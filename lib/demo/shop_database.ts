import { PGlite, type PGliteOptions } from "@electric-sql/pglite";
import { readBundled } from "./shop_bundled.ts";

/** Less memory than by default, for a database that is small, has one user and is gone with its process. */
const POSTGRES_SETTINGS = [
  "shared_buffers = 4MB",
  "wal_buffers = 64kB",
  "min_wal_size = 2MB",
  "max_wal_size = 4MB",
  "maintenance_work_mem = 8MB",
  "default_statistics_target = 10",
  "max_connections = 4",
  "max_wal_senders = 0",
  "wal_level = minimal",
  "full_page_writes = off",
  "synchronous_commit = off",
  "jit = off",
];

/** How an empty database is made and started; a database made at build time is of use only to the same settings. */
export const DATABASE_SETTINGS = {
  postgresqlconf: POSTGRES_SETTINGS,
  /** MB; the write-ahead log takes up several segments. */
  initDbStartParams: ["--wal-segsize=1"],
} satisfies PGliteOptions;

const TABLES = `
  CREATE TABLE market_orders (
    id bigint PRIMARY KEY,
    market_code varchar(20) NOT NULL,
    market_order_id varchar(50) NOT NULL,
    order_date timestamp NOT NULL,
    buyer_email varchar(255),
    order_status varchar(30) NOT NULL,
    total_price numeric(15, 2) NOT NULL,
    updated_at timestamp NOT NULL
  );
  CREATE INDEX market_orders_order_date ON market_orders (order_date);
  CREATE TABLE unified_products (
    id bigint PRIMARY KEY,
    name varchar(255) NOT NULL,
    market_code varchar(20) NOT NULL,
    status varchar(20) NOT NULL,
    stock_quantity int NOT NULL,
    sale_price numeric(12, 2) NOT NULL,
    updated_at timestamp NOT NULL
  );
  CREATE TABLE system_logs (
    id bigint PRIMARY KEY,
    timestamp timestamp NOT NULL,
    level varchar(20) NOT NULL,
    logger varchar(100) NOT NULL,
    message text NOT NULL,
    market_code varchar(20),
    execution_time float
  );
  CREATE INDEX system_logs_timestamp ON system_logs (timestamp);
  CREATE TABLE schedule_jobs (
    id bigint PRIMARY KEY,
    job_type varchar(50) NOT NULL,
    status varchar(20) NOT NULL,
    last_run_at timestamptz,
    next_run_at timestamptz
  );`;

/** The demo shop's PostgreSQL, in memory, with the empty tables of the system that MarketPulse replaces. */
export async function openShopDatabase(): Promise<PGlite> {
  const database = await PGlite.create({ ...DATABASE_SETTINGS, ...await readBundled() });
  await database.exec(TABLES);
  return database;
}
