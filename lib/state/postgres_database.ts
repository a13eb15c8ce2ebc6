import pg from "pg";
import { Backoff } from "../shared/backoff.ts";
import { waitFor } from "../shared/wait_for.ts";
import { numbered } from "./dialect_postgres.ts";
import { bringUpToDate, SCHEMA } from "./open_postgres.ts";
import { needsNewLook, postgresError, postgresFaultOf } from "./postgres_fault.ts";
import {
  type SqlDatabase,
  type SqlRow,
  type SqlStatements,
  type SqlValue,
  storable,
} from "./sql_database.ts";
import { StateError } from "./state_error.ts";

/** All in milliseconds. */
export interface PostgresTiming {
  /** That connecting and each statement may take on the server; we wait half a second longer for its answer. */
  readonly limit: number;
  /** The longest that the second attempt after a loss waits, and every later one; the first does not wait. */
  readonly retry: { readonly minimum: number; readonly maximum: number };
}

const GRACE = 500;
const TIMING: PostgresTiming = { limit: 2_000, retry: { minimum: 250, maximum: 5_000 } };

export interface PostgresDatabaseOptions {
  readonly url: string;
  /** It cannot be used, for another reason than before; null: it can again. */
  readonly onTrouble?: (trouble: StateError | null) => void;
  /** Makes it ready; what it rejects with is why it cannot be used. */
  readonly prepare?: (pool: pg.Pool) => Promise<void>;
  readonly timing?: PostgresTiming;
}

/** Connections to a database that give up in time, also where it is frozen. Nothing is connected yet. */
export function openPool(url: string, limit: number = TIMING.limit): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: 4,
    query_timeout: limit + GRACE,
    connectionTimeoutMillis: limit,
    keepAlive: true,
    application_name: "marketpulse state",
    types: { getTypeParser: parserOf },
  });
  // A connection that ends must not end the process; what was asked over it fails by itself.
  pool.on("error", () => {});
  pool.on("connect", (connection) => connection.on("error", () => {}));
  return pool;
}

/** Whole numbers of ours are moments and counts, which a number holds exactly. */
const parserOf =
  ((type: number, format?: "text") =>
    type === pg.types.builtins.INT8
      ? Number
      : pg.types.getTypeParser(type, format)) as typeof pg.types.getTypeParser;

/**
 * The own state in a schema of a PostgreSQL database, which is brought up to date first. It works at once, whether the
 * database is there or not: while it is not, everything rejects without waiting, so that nobody else is held up, and it
 * is looked for anew. Settings are made for transactions and never for sessions, so PgBouncer may stand in between, in
 * its transaction mode, too.
 */
export class PostgresDatabase implements SqlDatabase {
  readonly prefix = `${SCHEMA}.`;
  readonly #options: PostgresDatabaseOptions;
  readonly #timing: PostgresTiming;
  readonly #pool: pg.Pool;
  readonly #closing = new AbortController();
  readonly #texts = new Map<string, string>();
  /** Settles when it is known for the first time whether the database can be used. */
  readonly #first = Promise.withResolvers<void>();
  #trouble: StateError | null = null;
  #looking: Promise<void> | null = null;
  #closed: Promise<void> | undefined;

  constructor(options: PostgresDatabaseOptions) {
    this.#options = options;
    this.#timing = options.timing ?? TIMING;
    this.#pool = openPool(options.url, this.#timing.limit);
    this.#lookAnew();
  }

  async all(sql: string, values: readonly SqlValue[] = []): Promise<SqlRow[]> {
    await this.usable();
    return await this.#run(this.#pool, sql, values);
  }

  async transaction<T>(subject: string, work: (statements: SqlStatements) => Promise<T>): Promise<T> {
    await this.usable();
    const connection = await this.#pool.connect().catch((error) => this.#fail(error));
    let done = false;
    try {
      await connection.query(this.#begin(subject)).catch((error) => this.#fail(error));
      const result = await work({ all: (sql, values) => this.#run(connection, sql, values) });
      // After a statement that failed this would undo everything without a word.
      const { command } = await connection.query("COMMIT").catch((error) => this.#fail(error));
      if (command !== "COMMIT") throw postgresError(this.#options.url, { fault: "other" });
      done = true;
      return result;
    } finally {
      // What was begun and not finished ends with its connection.
      connection.release(!done);
    }
  }

  close(): Promise<void> {
    return this.#closed ??= this.#close();
  }

  async #close(): Promise<void> {
    this.#closing.abort();
    this.#first.resolve();
    await this.#looking;
    await this.#pool.end();
  }

  /** Resolves when it can be used now, and rejects when it cannot; waits only until that is known for the first time. */
  async usable(): Promise<void> {
    await this.#first.promise;
    if (this.#closed) {
      throw postgresError(this.#options.url, { fault: "other", cause: new Error("The store was closed") });
    }
    if (this.#trouble) throw this.#trouble;
  }

  async #run(
    queries: pg.Pool | pg.PoolClient,
    sql: string,
    values: readonly SqlValue[] = [],
  ): Promise<SqlRow[]> {
    try {
      const { rows } = await queries.query<Record<string, unknown>>(this.#text(sql), values.map(storable));
      return rows;
    } catch (error) {
      return this.#fail(error);
    }
  }

  #fail(error: unknown): never {
    const { url } = this.#options;
    const failed = postgresError(url, { fault: postgresFaultOf(error), cause: error });
    if (needsNewLook(error)) this.#lost(failed);
    throw failed;
  }

  #lost(trouble: StateError): void {
    if (this.#closing.signal.aborted || this.#looking) return;
    this.#tell(trouble);
    this.#lookAnew();
  }

  #tell(trouble: StateError | null): void {
    const changed = trouble?.fault !== this.#trouble?.fault;
    this.#trouble = trouble;
    if (changed) this.#options.onTrouble?.(trouble);
  }

  #lookAnew(): void {
    this.#looking = this.#look().finally(() => this.#looking = null);
  }

  async #look(): Promise<void> {
    const { url, prepare = (pool) => bringUpToDate(pool, { url }) } = this.#options;
    const { signal } = this.#closing;
    const backoff = new Backoff(this.#timing.retry);
    while (!signal.aborted) {
      try {
        await prepare(this.#pool);
        this.#tell(null);
        return this.#first.resolve();
      } catch (error) {
        const trouble = error instanceof StateError
          ? error
          : postgresError(url, { fault: postgresFaultOf(error), cause: error });
        if (!signal.aborted) this.#tell(trouble);
        this.#first.resolve();
      }
      await waitFor(backoff.next(), signal);
    }
  }

  /** The lock is the transaction's; the time-outs end a transaction that this process forgets, frozen for example. */
  #begin(subject: string): string {
    const { limit } = this.#timing;
    return `BEGIN; SET LOCAL statement_timeout = ${limit}; SET LOCAL idle_in_transaction_session_timeout = ${limit};
      SELECT pg_advisory_xact_lock(hashtextextended(${pg.escapeLiteral(`${SCHEMA}/${subject}`)}, 0))`;
  }

  #text(sql: string): string {
    const known = this.#texts.get(sql) ?? numbered(sql);
    if (this.#texts.size < 200) this.#texts.set(sql, known);
    return known;
  }
}
