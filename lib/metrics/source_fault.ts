import pg from "pg";
import { isInline } from "../shared/inline_relation.ts";
import { endsConnection } from "./connection_fault.ts";
import { Fault } from "./fault.ts";
import type { Reading } from "./reading.ts";
import type { Needed, TableSource } from "./sources.ts";
import { column, type Sql, sql, table } from "./sql.ts";
import { SOURCE_TEXTS as TEXTS } from "./texts.ts";

/**
 * What is wrong with a source whose statement failed with `error`. The database's words name a column but not the key
 * that mapped it, and come in the server's language, so the mapped table and columns are tried one by one.
 *
 * @throws the error of a connection that was lost meanwhile
 */
export async function sourceFault(error: unknown, reading: Reading, source: TableSource): Promise<Fault> {
  if (error instanceof Fault) return error;
  const { code, message } = error as pg.DatabaseError;
  if (code === "57014") {
    return new Fault(TEXTS.ended(reading.options.database.statement_timeout), { cause: error });
  }
  const texts = code?.startsWith("22") ? TEXTS.badValue : TEXTS.failed;
  return await mappingFault(reading, source) ?? new Fault(texts(keyOf(source), message), { cause: error });
}

async function mappingFault(reading: Reading, source: TableSource): Promise<Fault | undefined> {
  const mapping = reading.options.schema[source.relation] as unknown as Record<string, string | null>;
  const name = mapping.table!;
  const inTable = await tried(reading, sql`SELECT FROM ${table(name)} LIMIT 0`);
  if (inTable) return new Fault(tableTexts(inTable, { key: keyOf(source), name }), { cause: inTable });

  for (const [key, needed] of Object.entries(source.columns)) {
    const mapped = mapping[key];
    if (!mapped) continue;
    const error = await tried(
      reading,
      sql`SELECT ${use(column(mapped), needed)} FROM ${table(name)} LIMIT 0`,
    );
    if (error) {
      return new Fault(columnTexts(error, { key: `${keyOf(source)}.${key}`, mapped, name }), {
        cause: error,
      });
    }
  }
}

/** The error of a statement that is tried, undefined when it has none. */
async function tried({ transaction }: Reading, statement: Sql): Promise<pg.DatabaseError | undefined> {
  try {
    await transaction.attempt(() => transaction.rows(statement));
  } catch (error) {
    if (endsConnection(error)) throw error;
    return error as pg.DatabaseError;
  }
}

function use(value: Sql, needed: Needed): Sql {
  if (needed === "number") return sql`${value} <= 0, ${value}::numeric`;
  return needed === "condition" ? sql`${value} IS TRUE` : value;
}

function tableTexts({ code, message }: pg.DatabaseError, { key, name }: { key: string; name: string }) {
  if (isInline(name)) return TEXTS.badSelect(`${key}.from`, message);
  if (code === "42P01" || code === "3F000") return TEXTS.missingTable(key, name);
  if (code === "42501") return TEXTS.denied(name);
  return TEXTS.unusable(`${key}.table`, message);
}

function columnTexts(
  { code, message }: pg.DatabaseError,
  { key, mapped, name }: { key: string; mapped: string; name: string },
) {
  if (code === "42703") return TEXTS.missingColumn(key, mapped);
  if (code === "42501" && !isInline(name)) return TEXTS.denied(name);
  return TEXTS.unusable(key, message);
}

function keyOf({ relation }: TableSource): string {
  return `schema.${relation}`;
}
