import type { ReadTransaction } from "../metrics/read_transaction.ts";
import { sql } from "../metrics/sql.ts";

/** What our role may change besides what is mapped. */
export interface RoleReach {
  readonly role: string;
  readonly superuser: boolean;
  /** Some tables, as SQL has them. */
  readonly tables: readonly string[];
}

/** So many tables are named. */
const NAMED = 5;

/** The schema `marketpulse` is our own: with `state.url` in the same database it is there to be written. */
export async function reachOf(transaction: ReadTransaction): Promise<RoleReach> {
  const [who] = await transaction.rows<{ role: string; superuser: boolean }>(sql`
    SELECT rolname::text AS role, rolsuper AS superuser FROM pg_roles WHERE rolname = current_user`);
  const rows = await transaction.rows<{ name: string }>(sql`
    SELECT pg_class.oid::regclass::text AS name
    FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE relkind IN ('r', 'p', 'f') AND NOT relispartition
      AND nspname NOT IN ('information_schema', 'marketpulse') AND nspname NOT LIKE 'pg\\_%'
      AND has_schema_privilege(pg_namespace.oid, 'USAGE')
      AND (has_table_privilege(pg_class.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
        OR has_any_column_privilege(pg_class.oid, 'INSERT, UPDATE'))
    ORDER BY name LIMIT ${NAMED}`);
  return { role: who!.role, superuser: who!.superuser, tables: rows.map(({ name }) => name) };
}
