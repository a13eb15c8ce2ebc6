import type pg from "pg";
import { connectionFault } from "../metrics/connection_fault.ts";
import { openDatabase } from "../metrics/open_database.ts";
import { ReadTransaction } from "../metrics/read_transaction.ts";
import type { ReadDatabase } from "./check_kind.ts";

/** A check's connection to the shop's database: made when it is needed, and closed when it rests for ten seconds. */
export class CheckDatabase implements AsyncDisposable {
  readonly #url: string;
  #pool: pg.Pool | undefined;

  constructor(url: string) {
    this.#url = url;
  }

  /** Rejects with a `ConnectionFault` when it cannot be reached, else with what the statement rejects with. */
  readonly read: ReadDatabase = async (timeout, read) => {
    const connection = await this.#connect(timeout);
    try {
      const transaction = await ReadTransaction.begin(connection, timeout);
      const result = await read(connection);
      await transaction.end();
      connection.release();
      return result;
    } catch (error) {
      // A transaction that failed half-way, or a statement that nobody waits for, must not be the next one's.
      connection.release(true);
      throw error;
    }
  };

  async #connect(timeout: number): Promise<pg.PoolClient> {
    try {
      this.#pool ??= openDatabase(
        { url: this.#url, pool: 1, statement_timeout: timeout },
        "marketpulse checks",
      );
      return await this.#pool.connect();
    } catch (error) {
      throw connectionFault(error, this.#url);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool?.end();
  }
}
