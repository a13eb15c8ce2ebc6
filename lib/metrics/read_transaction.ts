import type pg from "pg";
import { endsConnection } from "./connection_fault.ts";
import { Fault } from "./fault.ts";
import { raw, type Sql, sql, table } from "./sql.ts";

/** What a {@linkcode ReadTransaction} needs of a connection. */
export type Connection = Pick<pg.PoolClient, "query">;

/** A read-only transaction in which every statement sees the same moment of the database. */
export class ReadTransaction {
  readonly #connection: Connection;
  readonly #types = new Map<string, number>();

  private constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Begins. Everything is set for this transaction alone and not for the session, because a pooler such as PgBouncer
   * refuses start-up parameters and lends sessions to others.
   *
   * @param timeout milliseconds after which the database ends a statement; a transaction that this process forgets, for
   * example because it is stopped, ends after ten times that, so that it does not hold up the database's clean-up
   */
  static async begin(connection: Connection, timeout: number): Promise<ReadTransaction> {
    await connection.query(`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
      SET LOCAL statement_timeout = ${Math.ceil(timeout)};
      SET LOCAL idle_in_transaction_session_timeout = ${Math.ceil(timeout * 10)};
      SET LOCAL TimeZone = 'UTC'`);
    return new ReadTransaction(connection);
  }

  async end(): Promise<void> {
    await this.#connection.query("COMMIT");
  }

  /** The rows of a statement; `bigint` and `numeric` are text in them. */
  async rows<Row extends object>(statement: Sql): Promise<Row[]> {
    const { rows } = await this.#connection.query<Row>(statement.text, [...statement.values]);
    return rows;
  }

  /** The object identifier of a column's type. */
  async typeOf(mappedTable: string, column: Sql): Promise<number> {
    const statement = sql`SELECT ${column} FROM ${table(mappedTable)} LIMIT 0`;
    const known = this.#types.get(statement.text);
    if (known !== undefined) return known;
    const { fields } = await this.#connection.query(statement.text);
    const type = fields[0]!.dataTypeID;
    this.#types.set(statement.text, type);
    return type;
  }

  /**
   * Runs statements whose failure leaves the transaction usable.
   *
   * @throws whatever `read` throws
   */
  async attempt<Result>(read: () => Promise<Result>): Promise<Result> {
    await this.rows(raw("SAVEPOINT attempt"));
    try {
      const result = await read();
      await this.rows(raw("RELEASE SAVEPOINT attempt"));
      return result;
    } catch (error) {
      if (error instanceof Fault || !endsConnection(error)) {
        await this.#connection.query("ROLLBACK TO SAVEPOINT attempt; RELEASE SAVEPOINT attempt");
      }
      throw error;
    }
  }
}
