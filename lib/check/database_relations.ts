import pg from "pg";
import type { SchemaMapping } from "../shared/default_schema.ts";
import { isInline } from "../shared/inline_relation.ts";
import type { ReadTransaction } from "../metrics/read_transaction.ts";
import { sql, table } from "../metrics/sql.ts";
import { tablesBehind } from "./query_plan.ts";

/** A table, a view or a SELECT that the configuration names, as the database sees it. */
export interface Relation {
  readonly relation: keyof SchemaMapping;
  /** As the configuration has it. */
  readonly mapped: string;
  /** As SQL has it, quoted where it has to be; of a SELECT the key under which it is written. */
  readonly table: string;
  /** `relkind` of PostgreSQL's `pg_class`; null where it is not there or in a schema that may not be used. */
  readonly kind: string | typeof SELECT | null;
  readonly role: string;
  readonly reads: boolean;
  /** What our role may change of it. */
  readonly writable: readonly string[];
  /** The tables that a view or a SELECT reads, as SQL has them. */
  readonly behind: readonly string[];
}

/** What stands for `relkind` where there is no relation of that name, but a SELECT. */
export const SELECT = "SELECT";
const VIEW = "v";

type Mapped = Pick<Relation, "relation" | "mapped" | "table">;

interface Row {
  kind: string;
  role: string;
  reads: boolean;
  writes: boolean;
}

/** What the database says of each mapped table, and what our role may do with it. */
export async function relationsOf(transaction: ReadTransaction, schema: SchemaMapping): Promise<Relation[]> {
  const found: Relation[] = [];
  for (const [key, mapping] of Object.entries(schema)) {
    if (!mapping) continue;
    const relation = key as keyof SchemaMapping;
    const mapped: string = mapping.table;
    found.push(
      isInline(mapped)
        ? await ofSelect(transaction, { relation, mapped, table: `schema.${relation}.from` })
        : await ofName(transaction, { relation, mapped, table: table(mapped).text }),
    );
  }
  return found;
}

async function ofName(transaction: ReadTransaction, mapped: Mapped): Promise<Relation> {
  const row = await ask(transaction, mapped.table);
  if (!row) return { ...mapped, kind: null, role: "", reads: false, writable: [], behind: [] };
  const { kind, role, reads, writes } = row;
  const behind = kind === VIEW && reads ? await behindOf(transaction, mapped) ?? [] : [];
  return { ...mapped, kind, role, reads, writable: writes ? [mapped.table] : [], behind };
}

async function ofSelect(transaction: ReadTransaction, mapped: Mapped): Promise<Relation> {
  const behind = await behindOf(transaction, mapped);
  if (!behind) return { ...mapped, kind: null, role: "", reads: false, writable: [], behind: [] };
  const writable: string[] = [];
  let role = "";
  for (const name of behind) {
    const row = await ask(transaction, name);
    if (row?.writes) writable.push(name);
    role = row?.role ?? role;
  }
  return { ...mapped, kind: SELECT, role, reads: true, writable, behind };
}

/** Undefined where it cannot be read; reading the figures says why. */
async function behindOf(transaction: ReadTransaction, { mapped }: Mapped): Promise<string[] | undefined> {
  return await unlessRefused(transaction, () => tablesBehind(transaction, mapped));
}

async function ask(transaction: ReadTransaction, name: string): Promise<Row | undefined> {
  const rows = await unlessRefused(transaction, () =>
    transaction.rows<Row>(sql`
      SELECT relkind::text AS kind, current_user::text AS role, has_table_privilege(oid, 'SELECT') AS reads,
             has_table_privilege(oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
               OR has_any_column_privilege(oid, 'INSERT, UPDATE') AS writes
      FROM pg_class
      WHERE oid = to_regclass(${name})`));
  return rows?.[0];
}

/** A schema that may not be used, or a name that is no table's. */
async function unlessRefused<T>(
  transaction: ReadTransaction,
  look: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await transaction.attempt(look);
  } catch (error) {
    if (error instanceof pg.DatabaseError && /^(42|22|0A|57014)/.test(error.code ?? "")) return;
    throw error;
  }
}
