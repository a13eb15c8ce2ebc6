import type { Update } from "../collectors/update.ts";
import type { MetricsOptions } from "./options.ts";
import { readFigures } from "./read_figures.ts";
import type { Connection } from "./read_transaction.ts";

/** Reads the figures of one moment, and may remember what it read to read less the next time. */
export interface ShopReader {
  /**
   * @param now milliseconds since 1970; decides which business day is today
   * @returns an update for the database and one for each source that is read from its tables
   * @throws the error of a connection that was lost
   */
  read(connection: Connection, now: number): Promise<Update[]>;
}

/** A reader that counts everything anew at each tick. */
export function recountingReader(options: MetricsOptions): ShopReader {
  return { read: (connection, now) => readFigures(connection, options, now) };
}
