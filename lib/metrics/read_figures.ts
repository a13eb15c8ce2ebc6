import type { Delivered, Failed, TableReading, Update } from "../collectors/update.ts";
import { isoInZone, momentsAt } from "./business_day.ts";
import { endsConnection } from "./connection_fault.ts";
import { Fault } from "./fault.ts";
import type { MetricsOptions } from "./options.ts";
import { type Connection, ReadTransaction, type TableColumns } from "./read_transaction.ts";
import type { Reading } from "./reading.ts";
import { sourceFault } from "./source_fault.ts";
import { TABLE_SOURCES, type TableSource } from "./sources.ts";
import { SOURCE_TEXTS } from "./texts.ts";

/** What a source delivers. */
export type SourceFigures = Pick<Delivered, "source" | "data" | "note">;

/** Where figures are had from that the database need not count anew. */
export interface KeptFigures {
  /** Brings what is kept to the reading's moment. */
  refresh(reading: Reading): Promise<void>;
  /** The columns whose types the last reading asked for. */
  columns: readonly TableColumns[];
  /** The figures of a source, kept or not. A failure leaves the transaction usable. */
  readSource(source: TableSource, reading: Reading): Promise<SourceFigures>;
  /** What is to be told of how tables are read. */
  news(): TableReading[];
}

/**
 * Reads every figure once, all of them of the same moment, in one transaction.
 *
 * @param now milliseconds since 1970; decides which business day is today
 * @param kept without it the database counts everything
 * @returns an update for the database and one for each source that is read from its tables
 * @throws the error of a connection that was lost
 */
export async function readFigures(
  connection: Connection,
  options: MetricsOptions,
  now: number,
  kept?: KeptFigures,
): Promise<Update[]> {
  const at = isoInZone(now, options.business.timezone);
  const started = performance.now();
  const { statement_timeout } = options.database;
  const transaction = await ReadTransaction.begin(connection, statement_timeout, kept?.columns);
  const reading = { transaction, options, moments: momentsAt(now, options.business) };
  await kept?.refresh(reading);
  const read = (source: TableSource) =>
    kept ? kept.readSource(source, reading) : reading.transaction.attempt(() => source.read(reading));
  const updates: Update[] = [];
  for (const source of TABLE_SOURCES) {
    updates.push(
      options.schema[source.relation]
        ? await readSource(reading, { source, at, read })
        : switchedOff(source, at),
    );
  }
  await transaction.end();
  if (kept) kept.columns = transaction.known;
  const took = performance.now() - started;
  const tables = kept?.news() ?? [];
  const database: Update = { kind: "delivered", source: "database", at, data: null, took };
  return [tables.length > 0 ? { ...database, tables } : database, ...updates];
}

interface Asked {
  source: TableSource;
  at: string;
  read: (source: TableSource) => Promise<SourceFigures>;
}

async function readSource(reading: Reading, { source, at, read }: Asked): Promise<Update> {
  const started = performance.now();
  try {
    const figures = await read(source);
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
