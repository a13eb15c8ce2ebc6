import pg from "pg";
import type { TestPostgres } from "@/tests/support/postgres.ts";

/**
 * How long a database worked: `active_time` of `pg_stat_database`, which counts statements of any kind with their parsing
 * and planning, and no time between them. Asked over another database, so that asking does not count.
 */
export class DatabaseTime implements AsyncDisposable {
  readonly #observer: pg.Client;
  readonly #database: string;

  private constructor(observer: pg.Client, database: string) {
    this.#observer = observer;
    this.#database = database;
  }

  static async of(server: TestPostgres): Promise<DatabaseTime> {
    const observer = new pg.Client({ connectionString: await server.createDatabase() });
    await observer.connect();
    return new DatabaseTime(observer, new URL(server.url).pathname.slice(1));
  }

  /**
   * Milliseconds that the database worked for what `run` does.
   *
   * @param connections all that it is done over
   */
  async spentOn(
    connections: readonly Pick<pg.Client, "query">[],
    run: () => Promise<unknown>,
  ): Promise<number> {
    await flush(connections);
    const before = await this.#now();
    await run();
    await flush(connections);
    return await this.#now() - before;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#observer.end();
  }

  async #now(): Promise<number> {
    const { rows } = await this.#observer.query<{ active_time: number }>(
      "SELECT active_time FROM pg_stat_database WHERE datname = $1",
      [this.#database],
    );
    return rows[0]!.active_time;
  }
}

/** A session tells what it did when its next statement ends, and then only once a second unless it is asked to. */
async function flush(connections: readonly Pick<pg.Client, "query">[]): Promise<void> {
  for (const connection of connections) {
    await connection.query("SELECT pg_stat_force_next_flush()");
    await connection.query("SELECT pg_stat_force_next_flush()");
  }
}
