import type { Moments } from "./business_day.ts";
import { Fault } from "./fault.ts";
import type { MetricsOptions } from "./options.ts";
import type { ReadTransaction } from "./read_transaction.ts";
import { column } from "./sql.ts";
import { SOURCE_TEXTS } from "./texts.ts";
import { type TimeColumn, timeTypeOf } from "./time_column.ts";

/** What every reader of figures is given: whom to ask, about which moments, by which rules. */
export interface Reading {
  transaction: ReadTransaction;
  moments: Moments;
  options: MetricsOptions;
}

/** A column that says when, as the configuration maps it. */
export interface MappedTime {
  table: string;
  at: string;
  /** IANA zone of what a column without a zone holds. */
  time_zone: string;
  /** Where the configuration says so, for example `schema.orders.at`. */
  key: string;
}

/**
 * Asks the database which type a time column has.
 *
 * @throws {Fault} when it tells no time
 */
export async function timeColumn({ transaction }: Reading, mapped: MappedTime): Promise<TimeColumn> {
  const words = column(mapped.at);
  const type = timeTypeOf(await transaction.typeOf(mapped.table, words));
  if (!type) throw new Fault(SOURCE_TEXTS.notATime(mapped.key, mapped.at));
  return { column: words, type, zone: mapped.time_zone };
}
