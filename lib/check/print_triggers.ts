import type { Config } from "../config/config.ts";
import { connectionFault } from "../metrics/connection_fault.ts";
import { openDatabase } from "../metrics/open_database.ts";
import { ReadTransaction } from "../metrics/read_transaction.ts";
import type { Language, Text } from "../shared/text.ts";
import { relationsOf } from "./database_relations.ts";
import { triggerSql } from "./trigger_sql.ts";
import { triggerTables } from "./trigger_tables.ts";
import { triggerTexts as texts } from "./trigger_texts.ts";

export type PrintedTriggers = { readonly sql: string } | { readonly faults: readonly Text[] };

/** The SQL that makes the database of a configuration tell of its changes, or why there is none. It only reads. */
export async function printTriggers(
  { database, schema, demo }: Config,
  language: Language,
): Promise<PrintedTriggers> {
  const { url, notify_channel: channel, statement_timeout } = database;
  if (demo) return { faults: [texts.noDatabase] };
  if (channel === "") return { faults: [texts.noChannel] };
  const pool = openDatabase(database);
  try {
    const connection = await pool.connect();
    try {
      const transaction = await ReadTransaction.begin(connection, statement_timeout);
      const relations = await relationsOf(transaction, schema);
      const tables = await triggerTables(transaction, { relations, channel });
      await transaction.end();
      return { sql: triggerSql({ tables, channel, language }) };
    } finally {
      connection.release(true);
    }
  } catch (error) {
    const { reason, remedy } = connectionFault(error, url).texts;
    return { faults: [reason, ...(remedy ? [remedy] : [])] };
  } finally {
    await pool.end();
  }
}
