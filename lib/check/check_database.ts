import type pg from "pg";
import type { Config } from "../config/config.ts";
import { connectionFault, endsConnection } from "../metrics/connection_fault.ts";
import { targetOf } from "../shared/postgres_target.ts";
import { openDatabase } from "../metrics/open_database.ts";
import type { MetricsOptions } from "../metrics/options.ts";
import { ReadTransaction } from "../metrics/read_transaction.ts";
import type { Clock } from "../shared/clock.ts";
import { checkFigures } from "./database_figures.ts";
import { checkIndexes } from "./database_indexes.ts";
import { checkReadings } from "./database_readings.ts";
import { checkRights, relationsOf } from "./database_rights.ts";
import { checkServer } from "./database_server.ts";
import { checkWakeup } from "./database_wakeup.ts";
import { databaseTexts } from "./database_texts.ts";
import { type Finding, finding } from "./finding.ts";
import { triggerTables } from "./trigger_tables.ts";

export interface DatabaseCheckOptions {
  readonly config: Config;
  readonly clock: Clock;
}

/** Whether the shop's figures can be read, from the connection to the indexes; it ends where the connection does. */
export async function* checkDatabase({ config, clock }: DatabaseCheckOptions): AsyncGenerator<Finding> {
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
      yield* look(connection, { options, took, clock });
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

async function* look(
  connection: pg.PoolClient,
  { options, took, clock }: { options: MetricsOptions; took: number; clock: Clock },
): AsyncGenerator<Finding> {
  yield* await checkServer(connection, { options, target: targetOf(options.database.url)!, took, clock });
  const transaction = await ReadTransaction.begin(connection, options.database.statement_timeout);
  const relations = await relationsOf(transaction, options.schema);
  const indexes = await checkIndexes({ transaction, options, relations, now: clock.now() });
  const channel = options.database.notify_channel ?? "";
  const tables = await triggerTables(transaction, { relations, channel });
  await transaction.end();
  const { updates, findings } = await checkFigures(connection, { options, relations, now: clock.now() });
  yield* findings;
  yield checkRights(relations);
  yield* indexes;
  const looking = await ReadTransaction.begin(connection, options.database.statement_timeout);
  yield* await checkReadings({ transaction: looking, options, relations, updates, now: clock.now() });
  await looking.end();
  yield await checkWakeup(connection, { options, tables });
}
