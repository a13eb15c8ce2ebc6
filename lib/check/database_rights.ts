import pg from "pg";
import type { SchemaMapping } from "../shared/default_schema.ts";
import type { ReadTransaction } from "../metrics/read_transaction.ts";
import { sql, table } from "../metrics/sql.ts";
import { databaseTexts as texts } from "./database_texts.ts";
import { type Finding, finding } from "./finding.ts";

/** A table that the configuration names, as the database sees it. */
export interface Relation {
  readonly relation: keyof SchemaMapping;
  /** As SQL has it, quoted where it has to be. */
  readonly table: string;
  /** `relkind` of PostgreSQL's `pg_class`; null where the table is not there or in a schema that may not be used. */
  readonly kind: string | null;
  readonly role: string;
  readonly reads: boolean;
  readonly writes: boolean;
}

type RelationRow = Pick<Relation, "kind" | "role" | "reads" | "writes">;

/** What the database says of each mapped table, and what our role may do with it. */
export async function relationsOf(transaction: ReadTransaction, schema: SchemaMapping): Promise<Relation[]> {
  const found: Relation[] = [];
  for (
    const [relation, mapping] of Object.entries(schema) as [keyof SchemaMapping, { table: string } | null][]
  ) {
    if (!mapping) continue;
    const name = table(mapping.table).text;
    found.push({ relation, table: name, ...await ask(transaction, name) });
  }
  return found;
}

async function ask(transaction: ReadTransaction, name: string): Promise<RelationRow> {
  const unknown = { kind: null, role: "", reads: false, writes: false };
  try {
    const rows = await transaction.attempt(() =>
      transaction.rows<RelationRow>(sql`
        SELECT relkind::text AS kind, current_user::text AS role, has_table_privilege(oid, 'SELECT') AS reads,
               has_table_privilege(oid, 'INSERT, UPDATE, DELETE, TRUNCATE') AS writes
        FROM pg_class
        WHERE oid = to_regclass(${name})`)
    );
    return rows[0] ?? unknown;
  } catch (error) {
    // A schema that may not be used, or a name that is no table's; reading the figures says which.
    if (error instanceof pg.DatabaseError && /^(42|22|0A)/.test(error.code ?? "")) return unknown;
    throw error;
  }
}

/** Reading is all that is needed, so a role that may do more is more than a thief of its password should get. */
export function checkRights(relations: readonly Relation[]): Finding {
  const name = "database.rights";
  const writable = relations.filter(({ writes }) => writes);
  const [first] = writable;
  if (!first) return finding("database", { name, grade: "ok", message: texts.readOnly });
  const tables = relations.filter(({ kind }) => kind !== null).map(({ table }) => table);
  return finding("database", {
    name,
    grade: "warning",
    message: texts.mayWrite(first.role, writable.map(({ table }) => table).join(", ")),
    remedy: texts.makeReader,
    lines: ["CREATE ROLE marketpulse_reader LOGIN PASSWORD '…';", ...grants(tables, "marketpulse_reader")],
  });
}

/** Statements that let `role` read `tables`, which are as SQL has them. */
export function grants(tables: readonly string[], role: string): string[] {
  const schemas = new Set(tables.flatMap((name) => /^(.+)\.[^.]+$/.exec(name)?.[1] ?? []));
  return [
    ...[...schemas].map((schema) => `GRANT USAGE ON SCHEMA ${schema} TO ${role};`),
    `GRANT SELECT ON ${tables.join(", ")} TO ${role};`,
  ];
}
