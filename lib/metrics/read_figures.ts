import type { Delivered, Failed, Update } from "../collectors/update.ts";
import { isoInZone, momentsAt } from "./business_day.ts";
import { endsConnection } from "./connection_fault.ts";
import { Fault } from "./fault.ts";
import type { MetricsOptions } from "./options.ts";
import { type Connection, ReadTransaction } from "./read_transaction.ts";
import type { Reading } from "./reading.ts";
import { sourceFault } from "./source_fault.ts";
import { TABLE_SOURCES, type TableSource } from "./sources.ts";
import { SOURCE_TEXTS } from "./texts.ts";

/**
 * Reads every figure once, all of them of the same moment, in one transaction.
 *
 * @param now milliseconds since 1970; decides which business day is today
 * @returns an update for the database and one for each source that is read from its tables
 * @throws the error of a connection that was lost
 */
export async function readFigures(
  connection: Connection,
  options: MetricsOptions,
  now: number,
): Promise<Update[]> {
  const at = isoInZone(now, options.business.timezone);
  const started = performance.now();
  const transaction = await ReadTransaction.begin(connection, options.database.statement_timeout);
  const reading = { transaction, options, moments: momentsAt(now, options.business) };
  const updates: Update[] = [];
  for (const source of TABLE_SOURCES) {
    updates.push(
      options.schema[source.relation] ? await readSource(reading, source, at) : switchedOff(source, at),
    );
  }
  await transaction.end();
  const took = performance.now() - started;
  return [{ kind: "delivered", source: "database", at, data: null, took }, ...updates];
}

async function readSource(reading: Reading, source: TableSource, at: string): Promise<Update> {
  const started = performance.now();
  try {
    const figures = await reading.transaction.attempt(() => source.read(reading));
    return { kind: "delivered", at, ...figures, took: performance.now() - started } as Delivered;
  } catch (error) {
    if (!(error instanceof Fault) && endsConnection(error)) throw error;
    const { texts } = await sourceFault(error, reading, source);
    return { kind: "failed", source: source.source, at, ...texts, took: performance.now() - started };
  }
}

/** A source whose table the configuration does not name. */
export function switchedOff({ source, relation }: TableSource, at: string): Failed {
  return { kind: "failed", source, at, ...SOURCE_TEXTS.switchedOff(`schema.${relation}`), off: true };
}
