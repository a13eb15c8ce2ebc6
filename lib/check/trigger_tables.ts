import type { ReadTransaction } from "../metrics/read_transaction.ts";
import { sql } from "../metrics/sql.ts";
import type { SchemaMapping } from "../shared/default_schema.ts";
import { type Relation, SELECT } from "./database_relations.ts";

/** A table as SQL has it, quoted and with its schema. */
export interface NamedTable {
  readonly schema: string;
  readonly name: string;
}

/** A mapped table and where a trigger has to be for every change of it to be noticed. */
export interface TriggerTable {
  readonly relation: keyof SchemaMapping;
  /** As the configuration has it. */
  readonly mapped: string;
  /**
   * The table itself first, then its partitions and heirs, into which one may write directly; of a view or a SELECT those of
   * all tables that it reads.
   */
  readonly places: readonly NamedTable[];
  /** Where nothing can tell of its changes, as of a materialized view: the tables that it reads. */
  readonly bases: readonly NamedTable[];
  /** Whether each of the places has a trigger of ours already. */
  readonly hasTriggers: boolean;
}

interface Row extends NamedTable {
  itself: boolean;
  kind: string;
  triggers: boolean;
}

/** `relkind`s whose triggers tell of every change: tables and partitioned ones. */
const TRIGGERABLE = ["r", "p"];
/** What has no rows of its own: it changes when the tables that it reads do. */
const WITHOUT_ROWS = ["v", SELECT];
/** TRUNCATE, UPDATE, DELETE and INSERT of `pg_trigger.tgtype`, as in PostgreSQL's `pg_trigger.h`. */
const EVERY_STATEMENT = 0b111100;

/** What the database says of each mapped table that is there; `channel` is what its triggers have to notify. */
export async function triggerTables(
  transaction: ReadTransaction,
  { relations, channel }: { relations: readonly Relation[]; channel: string },
): Promise<TriggerTable[]> {
  const tables: TriggerTable[] = [];
  for (const { relation, table, kind, behind } of relations) {
    if (kind === null) continue;
    const names = WITHOUT_ROWS.includes(kind) && behind.length > 0 ? behind : [table];
    const found = [];
    for (const name of names) {
      found.push(await transaction.rows<Row>(reachable(name, { relation, channel })));
    }
    const places = unique(found.flat().filter(isTriggerable));
    const own = found.every((rows) => rows.some((row) => row.itself && isTriggerable(row)));
    const named = ({ schema, name }: Row): NamedTable => ({ schema, name });
    tables.push({
      relation,
      mapped: table,
      places: own ? places.map(named) : [],
      bases: own ? [] : places.map(named),
      hasTriggers: own && places.every(({ triggers }) => triggers),
    });
  }
  return tables;
}

function isTriggerable({ kind }: Row): boolean {
  return TRIGGERABLE.includes(kind);
}

/** Two tables that a view reads may have partitions or heirs in common. */
function unique(rows: readonly Row[]): Row[] {
  return [...new Map(rows.map((row) => [row.name, row])).values()];
}

/** The table, its partitions and heirs, and where it is a view, what that reads; each with whether it has our trigger. */
function reachable(table: string, { relation, channel }: { relation: string; channel: string }) {
  return sql`
    WITH RECURSIVE reached (oid) AS (
      SELECT oid FROM pg_class WHERE oid = to_regclass(${table})
      UNION
      SELECT below.oid FROM reached CROSS JOIN LATERAL (
        SELECT inhrelid AS oid FROM pg_inherits WHERE inhparent = reached.oid
        UNION ALL
        SELECT refobjid FROM pg_rewrite JOIN pg_depend ON classid = 'pg_rewrite'::regclass AND objid = pg_rewrite.oid
        WHERE ev_class = reached.oid AND refclassid = 'pg_class'::regclass AND refobjid <> reached.oid
      ) AS below
    )
    SELECT quote_ident(nspname) AS schema, format('%I.%I', nspname, relname) AS name, relkind::text AS kind,
           pg_class.oid = to_regclass(${table}) AS itself,
           EXISTS (
             SELECT FROM pg_trigger
             WHERE tgrelid = pg_class.oid AND NOT tgisinternal AND tgenabled <> 'D'
               AND tgtype::int & ${EVERY_STATEMENT} = ${EVERY_STATEMENT}
               AND tgargs = convert_to(${channel}, getdatabaseencoding()) || '\\x00' ||
                            convert_to(${relation}, getdatabaseencoding()) || '\\x00'
           ) AS triggers
    FROM reached JOIN pg_class USING (oid) JOIN pg_namespace ON pg_namespace.oid = relnamespace
    ORDER BY itself DESC, name`;
}
