import type pg from "pg";
import type { Config } from "../config/config.ts";
import { connectionFault, endsConnection } from "../metrics/connection_fault.ts";
import { targetOf } from "../shared/postgres_target.ts";
import { openDatabase } from "../metrics/open_database.ts";
import type { MetricsOptions } from "../metrics/options.ts";
import { ReadTransaction } from "../metrics/read_transaction.ts";
import type { Clock } from "../shared/clock.ts";
import { checkColumns } from "./database_columns.ts";
import { checkFigures } from "./database_figures.ts";
import { checkIndexes } from "./database_indexes.ts";
import { checkNewest } from "./database_newest.ts";
import { checkOrders } from "./database_orders.ts";
import { checkReadings } from "./database_readings.ts";
import { relationsOf } from "./database_relations.ts";
import { reachOf } from "./database_role.ts";
import { checkRights } from "./database_rights.ts";
import { checkServer } from "./database_server.ts";
import { checkWakeup } from "./database_wakeup.ts";
import { databaseTexts } from "./database_texts.ts";
import { type Finding, finding } from "./finding.ts";
import { triggerTables } from "./trigger_tables.ts";

export interface DatabaseCheckOptions {
  readonly config: Config;
  readonly clock: Clock;
  /** Where the configuration says something, as `file:line`; undefined where nobody wrote it. */
  readonly placeOf?: (key: string) => string | undefined;
}

/** Whether the shop's figures can be read, from the connection to the indexes; it ends where the connection does. */
export async function* checkDatabase(
  { config, clock, placeOf = () => undefined }: DatabaseCheckOptions,
): AsyncGenerator<Finding> {
  if (config.demo) {
    yield finding("database", { name: "database", grade: "off", message: databaseTexts.demo });
    return;
  }
  if (!config.database.enabled) {
    yield finding("database", { name: "database", grade: "off", message: databaseTexts.stopped });
    return;
  }
  const pool = openDatabase(config.database);
  try {
    const started = performance.now();
    const connection = await connect(pool, config.database.url);
    if ("grade" in connection) return yield connection;
    try {
      const took = performance.now() - started;
      const options = { ...config, interval: config.interval.metrics };
      yield* look(connection, { options, took, clock, placeOf });
    } catch (error) {
      if (!endsConnection(error)) throw error;
      yield unconnected(error, config.database.url);
    } finally {
      // Ended and not kept: what is left of it is of no use to anybody.
      connection.release(true);
    }
  } finally {
    await pool.end();
  }
}

async function connect(pool: pg.Pool, url: string): Promise<pg.PoolClient | Finding> {
  try {
    return await pool.connect();
  } catch (error) {
    return unconnected(error, url);
  }
}

function unconnected(error: unknown, url: string): Finding {
  const { reason, remedy } = connectionFault(error, url).texts;
  return finding("database", { name: "database.connection", grade: "fault", message: reason, remedy });
}

interface LookOptions extends Required<Pick<DatabaseCheckOptions, "clock" | "placeOf">> {
  readonly options: MetricsOptions;
  /** Milliseconds that connecting took. */
  readonly took: number;
}

async function* look(
  connection: pg.PoolClient,
  { options, took, clock, placeOf }: LookOptions,
): AsyncGenerator<Finding> {
  yield* await checkServer(connection, { options, target: targetOf(options.database.url)!, took, clock });
  const transaction = await ReadTransaction.begin(connection, options.database.statement_timeout);
  const relations = await relationsOf(transaction, options.schema);
  const reach = await reachOf(transaction);
  const columns = await checkColumns({ transaction, options, relations, placeOf });
  const indexes = await checkIndexes({ transaction, options, relations });
  const channel = options.database.notify_channel ?? "";
  const tables = await triggerTables(transaction, { relations, channel });
  await transaction.end();
  const { updates, findings } = await checkFigures(connection, { options, relations, now: clock.now() });
  yield* columns;
  yield* findings;
  yield checkRights(relations, reach);
  yield* indexes;
  const looking = await ReadTransaction.begin(connection, options.database.statement_timeout);
  const looked = { transaction: looking, options, relations, updates, now: clock.now() };
  yield* await checkNewest(looked);
  yield* await checkOrders(looked);
  yield* await checkReadings(looked);
  await looking.end();
  yield await checkWakeup(connection, { options, tables });
}
