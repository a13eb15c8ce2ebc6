import pg from "pg";
import { targetOf } from "../shared/postgres_target.ts";
import { ConnectionFault } from "./fault.ts";
import type { MetricsOptions } from "./options.ts";
import { CONNECTION_TEXTS } from "./texts.ts";

/** Milliseconds that the server may take to answer beyond what its own time limit allows a statement. */
const GRACE = 1000;

/**
 * A pool of connections that give up in time, also on a server that is frozen. Nothing is connected yet.
 *
 * @param application_name what the server's administrator sees in `pg_stat_activity`
 * @throws {ConnectionFault} when the URL is none of PostgreSQL's
 */
export function openDatabase(
  { url, pool: max, statement_timeout }: Pick<
    MetricsOptions["database"],
    "url" | "pool" | "statement_timeout"
  >,
  application_name = "marketpulse",
): pg.Pool {
  if (!targetOf(url)) throw new ConnectionFault(CONNECTION_TEXTS.invalidUrl());
  const pool = new pg.Pool({
    connectionString: url,
    max,
    query_timeout: statement_timeout + GRACE,
    connectionTimeoutMillis: statement_timeout + GRACE,
    keepAlive: true,
    application_name,
  });
  // A connection that ends must not end the process, neither idle nor in use; what was asked over it fails by itself.
  pool.on("error", () => {});
  pool.on("connect", (connection) => connection.on("error", () => {}));
  return pool;
}
