import type { DatabaseSync, StatementSync } from "node:sqlite";
import {
  type SqlDatabase,
  type SqlRow,
  type SqlStatements,
  type SqlValue,
  storable,
} from "./sql_database.ts";
import { sqliteFault } from "./sqlite_fault.ts";
import { StateError } from "./state_error.ts";

/** So many prepared statements are kept; texts differ only by how many values they take. */
const PREPARED = 200;

/**
 * An open SQLite file. SQLite works while everybody waits, so this does one thing after another: nobody else's statement
 * gets into a transaction.
 */
export class SqliteDatabase implements SqlDatabase {
  readonly prefix = "";
  readonly #database: DatabaseSync;
  readonly #path: string;
  readonly #prepared = new Map<string, StatementSync>();
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(database: DatabaseSync, path: string) {
    this.#database = database;
    this.#path = path;
  }

  all(sql: string, values: readonly SqlValue[] = []): Promise<SqlRow[]> {
    return this.#inTurn(() => this.#run(sql, values));
  }

  transaction<T>(_subject: string, work: (statements: SqlStatements) => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      this.#run("BEGIN IMMEDIATE");
      try {
        // deno-lint-ignore require-await
        const result = await work({ all: async (sql, values) => this.#run(sql, values) });
        this.#run("COMMIT");
        return result;
      } catch (error) {
        // A full disk has rolled back already, and then there is nothing to roll back.
        if (this.#database.isTransaction) this.#run("ROLLBACK");
        throw error;
      }
    });
  }

  close(): Promise<void> {
    return this.#inTurn(() => {
      if (!this.#closed) this.#database.close();
      this.#closed = true;
    });
  }

  #inTurn<T>(work: () => T | Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => {});
    return result;
  }

  #run(sql: string, values: readonly SqlValue[] = []): SqlRow[] {
    try {
      // A statement of a closed database ends the whole process on Deno 2.4.
      if (this.#closed) throw new Error("The store was closed");
      return this.#statement(sql).all(...values.map(storable));
    } catch (error) {
      throw new StateError(sqliteFault(error), { path: this.#path, cause: error });
    }
  }

  #statement(sql: string): StatementSync {
    const known = this.#prepared.get(sql);
    if (known) return known;
    if (this.#prepared.size >= PREPARED) this.#prepared.clear();
    const statement = this.#database.prepare(sql);
    this.#prepared.set(sql, statement);
    return statement;
  }
}
