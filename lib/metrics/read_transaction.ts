import type pg from "pg";
import { endsConnection } from "./connection_fault.ts";
import { Fault } from "./fault.ts";
import { raw, type Sql, sql, table } from "./sql.ts";

/** What a {@linkcode ReadTransaction} needs of a connection. */
export type Connection = Pick<pg.PoolClient, "query">;

/** The values of a row as PostgreSQL writes them. */
export type TextRow = (string | null)[];

const BATCH = 5_000;

/** A read-only transaction in which every statement sees the same moment of the database. */
export class ReadTransaction {
  readonly #connection: Connection;
  /** By table and column. */
  readonly #types = new Map<string, Map<string, number>>();

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

  /** The rows of a statement all of whose values are of type `bigint`, `numeric` or `text`. */
  async arrays(statement: Sql): Promise<TextRow[]> {
    const { rows } = await this.#connection.query<TextRow>({
      text: statement.text,
      values: [...statement.values],
      rowMode: "array",
    });
    return rows;
  }

  /** The rows of a statement a few thousand at a time, so that neither a time limit nor memory is exceeded. */
  async batches(statement: Sql, take: (rows: TextRow[]) => void): Promise<void> {
    await this.rows(sql`DECLARE batches NO SCROLL CURSOR FOR ${statement}`);
    let rows: TextRow[];
    do {
      rows = await this.arrays(raw(`FETCH ${BATCH} FROM batches`));
      take(rows);
    } while (rows.length === BATCH);
    await this.rows(raw("CLOSE batches"));
  }

  /** The object identifier of a column's type. */
  async typeOf(mappedTable: string, column: Sql): Promise<number> {
    const [type] = await this.typesOf(mappedTable, [column]);
    return type!;
  }

  /** The object identifiers of some columns' types; each column is asked for once in a transaction. */
  async typesOf(mappedTable: string, columns: readonly Sql[]): Promise<number[]> {
    const known = this.#types.get(mappedTable) ?? new Map<string, number>();
    this.#types.set(mappedTable, known);
    const unknown = columns.filter(({ text }) => !known.has(text));
    if (unknown.length > 0) {
      const selected = unknown.reduce((all, one) => sql`${all}, ${one}`);
      const { fields } = await this.#connection.query(
        sql`SELECT ${selected} FROM ${table(mappedTable)} LIMIT 0`.text,
      );
      unknown.forEach(({ text }, index) => known.set(text, fields[index]!.dataTypeID));
    }
    return columns.map(({ text }) => known.get(text)!);
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
