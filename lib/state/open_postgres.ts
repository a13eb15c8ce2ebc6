import pg from "pg";
import { inPostgres } from "./dialect_postgres.ts";
import { type Migration, MIGRATIONS } from "./migrations.ts";
import { postgresError, postgresFaultOf } from "./postgres_fault.ts";

/** Everything of ours is in this schema, so that the database may be the shop's. */
export const SCHEMA = "marketpulse";

/** Milliseconds that bringing a database up to date may take, waiting for another instance that does it included. */
const MIGRATING = 60_000;

/** What is there before anything is changed. */
export interface Found {
  readonly role: string;
  readonly database: string;
  readonly encoding: string;
  readonly standby: boolean;
  readonly schema: boolean;
  /** Whether the schema may be made, or, where it is there, tables in it. */
  readonly creates: boolean;
  /** The last step that was taken; 0: none. */
  readonly version: number;
}

async function lookAt(pool: pg.Pool, url: string): Promise<Found> {
  const { rows: [found] } = await pool.query<Omit<Found, "version">>(`
    SELECT current_user::text AS role, current_database()::text AS database, pg_is_in_recovery() AS standby,
      (SELECT pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()) AS encoding,
      to_regnamespace('${SCHEMA}') IS NOT NULL AS schema,
      coalesce(
        has_schema_privilege(to_regnamespace('${SCHEMA}')::oid, 'CREATE'),
        has_database_privilege(current_database(), 'CREATE')
      ) AS creates`);
  if (found!.encoding !== "UTF8") {
    const lines = ["CREATE DATABASE marketpulse ENCODING 'UTF8' TEMPLATE template0;"];
    throw postgresError(url, { fault: "encoding", lines });
  }
  return { ...found!, version: found!.schema ? await versionIn(pool) : 0 };
}

async function versionIn(database: pg.Pool | pg.PoolClient): Promise<number> {
  const { rows: [table] } = await database.query(`SELECT to_regclass('${SCHEMA}.migrations') AS name`);
  if (table.name === null) return 0;
  const { rows: [row] } = await database.query(
    `SELECT coalesce(max(version), 0) AS version FROM ${SCHEMA}.migrations`,
  );
  return Number(row.version);
}

/**
 * Whether a database can hold our state, as far as that can be known without changing anything.
 *
 * @throws {StateError} with the statements to run, when something is not allowed or a newer version has been here; else
 * whatever npm:pg throws
 */
export async function examine(
  pool: pg.Pool,
  { url, migrations = MIGRATIONS }: { url: string; migrations?: readonly Migration[] },
): Promise<Found> {
  return await withRights(pool, url, async () => {
    const found = await lookAt(pool, url);
    const newest = migrations.at(-1)!.version;
    if (found.version > newest) throw postgresError(url, { fault: "newer" });
    if (found.standby) throw postgresError(url, { fault: "read_only" });
    if (found.version === newest) await tryRights(pool);
    else if (!found.creates) throw postgresError(url, { fault: "forbidden", lines: rightsFor(found) });
    return found;
  });
}

/**
 * Brings a database up to date, one instance at a time. Where nothing is to be done nothing needs to be allowed but to
 * read and write rows. Throws as {@linkcode examine} does.
 */
export async function bringUpToDate(
  pool: pg.Pool,
  { url, migrations = MIGRATIONS }: { url: string; migrations?: readonly Migration[] },
): Promise<void> {
  const { version } = await examine(pool, { url, migrations });
  if (version === migrations.at(-1)!.version) return;
  await withRights(pool, url, () => migrate(pool, { url, migrations }));
}

/** Tells what to run when something is not allowed. */
async function withRights<T>(pool: pg.Pool, url: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || postgresFaultOf(error) !== "forbidden") throw error;
    const { rows: [found] } = await pool.query<Pick<Found, "role" | "schema">>(
      `SELECT current_user::text AS role, to_regnamespace('${SCHEMA}') IS NOT NULL AS schema`,
    );
    throw postgresError(url, { fault: "forbidden", cause: error, lines: rightsFor(found!) });
  }
}

/** What a role needs that owns nothing of ours is to read and to write; a statement that changes nothing tells. */
async function tryRights(pool: pg.Pool): Promise<void> {
  await pool.query(`UPDATE ${SCHEMA}.kept SET value = value WHERE false`);
}

/** Statements that give a role what it lacks. */
function rightsFor({ role, schema }: Pick<Found, "role" | "schema">): string[] {
  const name = pg.escapeIdentifier(role);
  if (!schema) return [`CREATE SCHEMA ${SCHEMA} AUTHORIZATION ${name};`];
  return [
    `GRANT USAGE, CREATE ON SCHEMA ${SCHEMA} TO ${name};`,
    `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${SCHEMA} TO ${name};`,
  ];
}

async function migrate(
  pool: pg.Pool,
  { url, migrations }: { url: string; migrations: readonly Migration[] },
): Promise<void> {
  const connection = await pool.connect();
  let done = false;
  // Longer than a statement of the running program may take.
  const run = (text: string) => connection.query({ text, query_timeout: MIGRATING } as pg.QueryConfig);
  try {
    // A lock of the transaction and not of the session, which behind PgBouncer may be somebody else's next.
    await run(`BEGIN; SET LOCAL statement_timeout = ${MIGRATING};
      SELECT pg_advisory_xact_lock(hashtextextended('${SCHEMA}/migrations', 0))`);
    // Asked of the table: functions such as to_regnamespace may still know what they knew before the lock was waited for.
    const { rows: [schema] } = await run(`SELECT FROM pg_namespace WHERE nspname = '${SCHEMA}'`);
    if (!schema) await run(`CREATE SCHEMA ${SCHEMA}`);
    await run(`SET LOCAL search_path = ${SCHEMA};
      CREATE TABLE IF NOT EXISTS migrations (
        version BIGINT PRIMARY KEY, name TEXT NOT NULL, applied_at TIMESTAMPTZ NOT NULL DEFAULT now()
      )`);
    const applied = await versionIn(connection);
    if (applied > migrations.at(-1)!.version) throw postgresError(url, { fault: "newer" });
    for (const { version, name, sql } of migrations.filter((step) => step.version > applied)) {
      await run(inPostgres(sql));
      await connection.query("INSERT INTO migrations (version, name) VALUES ($1, $2)", [version, name]);
    }
    await run("COMMIT");
    done = true;
  } finally {
    // What was begun and not finished ends with its connection.
    connection.release(!done);
  }
}
