import type pg from "pg";
import { ReadTransaction } from "../metrics/read_transaction.ts";

/** Looks at the database in a transaction of its own, so that none is open while somebody thinks about an answer. */
export type Look = <T>(read: (transaction: ReadTransaction) => Promise<T>) => Promise<T>;

/** @param patience milliseconds for each statement */
export function lookWith(pool: pg.Pool, patience: number): Look {
  return async (read) => {
    const connection = await pool.connect();
    let used = true;
    try {
      const transaction = await ReadTransaction.begin(connection, patience);
      const seen = await read(transaction);
      await transaction.end();
      used = false;
      return seen;
    } finally {
      // After a failure nothing is known of its state.
      connection.release(used);
    }
  };
}
