import type pg from "pg";
import { endsConnection } from "./connection_fault.ts";
import { Fault } from "./fault.ts";
import { raw, type Sql, sql, table } from "./sql.ts";

/** What a {@linkcode ReadTransaction} needs of a connection. */
export type Connection = Pick<pg.PoolClient, "query">;

/** The values of a row as PostgreSQL writes them. */
export type TextRow = (string | null)[];

/** Columns of a mapped table. */
export interface TableColumns {
  readonly table: string;
  readonly columns: readonly Sql[];
}

/** Rows that are held as text at once. */
const BATCH = 250;

/** A read-only transaction in which every statement sees the same moment of the database. */
export class ReadTransaction {
  readonly #connection: Connection;
  /** By table and column. */
  readonly #types = new Map<string, Map<string, { column: Sql; type: number }>>();
  #attempts = 0;

  private constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Begins. Everything is set for this transaction alone and not for the session, because a pooler such as PgBouncer
   * refuses start-up parameters and lends sessions to others.
   *
   * @param timeout milliseconds after which the database ends a statement; a transaction that this process forgets, for
   * example because it is stopped, ends after ten times that, so that it does not hold up the database's clean-up
   * @param asked columns whose types were asked for before; asking for them now spares going to the database for each table
   */
  static async begin(
    connection: Connection,
    timeout: number,
    asked: readonly TableColumns[] = [],
  ): Promise<ReadTransaction> {
    const transaction = new ReadTransaction(connection);
    const begin = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
      SET LOCAL statement_timeout = ${Math.ceil(timeout)};
      SET LOCAL idle_in_transaction_session_timeout = ${Math.ceil(timeout * 10)};
      SET LOCAL TimeZone = 'UTC'`;
    try {
      const results = await connection.query([begin, ...asked.map(typesStatement)].join(";\n"));
      // Of several statements npm:pg gives several results, which its types do not say.
      transaction.#learn(asked, (results as unknown as pg.QueryResult[]).slice(-asked.length));
    } catch (error) {
      if (asked.length === 0 || endsConnection(error)) throw error;
      // A table or a column is there no more; whoever reads it says so.
      await connection.query("ROLLBACK");
      await connection.query(begin);
    }
    return transaction;
  }

  /** The columns whose types are known. */
  get known(): TableColumns[] {
    return [...this.#types].map(([table, known]) => ({
      table,
      columns: [...known.values()].map(({ column }) => column),
    }));
  }

  async end(): Promise<void> {
    await this.#connection.query("COMMIT");
  }

  /** The rows of a statement; `bigint` and `numeric` are text in them. */
  async rows<Row extends object>(statement: Sql): Promise<Row[]> {
    const { rows } = await this.#connection.query<Row>(alone(statement));
    return rows;
  }

  /** What the columns of a statement's rows are called. */
  async fields(statement: Sql): Promise<string[]> {
    const { fields } = await this.#connection.query(alone(statement));
    return fields.map(({ name }) => name);
  }

  /** The rows of a statement all of whose values are of type `bigint`, `numeric` or `text`. */
  async arrays(statement: Sql): Promise<TextRow[]> {
    const { rows } = await this.#connection.query<TextRow>({ ...alone(statement), rowMode: "array" });
    return rows;
  }

  /** The rows of a statement some hundred at a time, so that neither a time limit nor memory is exceeded. */
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
    const known = () => this.#types.get(mappedTable);
    const unknown = columns.filter(({ text }) => !known()?.has(text));
    if (unknown.length > 0) {
      const asked = { table: mappedTable, columns: unknown };
      this.#learn([asked], [await this.#connection.query(alone(raw(typesStatement(asked))))]);
    }
    return columns.map(({ text }) => known()!.get(text)!.type);
  }

  /**
   * Runs statements whose failure leaves the transaction usable. Attempts do not contain each other.
   *
   * @throws whatever `read` throws
   */
  async attempt<Result>(read: () => Promise<Result>): Promise<Result> {
    // The one before is released only now, which spares going to the database once more.
    const release = this.#attempts++ > 0 ? "RELEASE SAVEPOINT attempt; " : "";
    await this.#connection.query(`${release}SAVEPOINT attempt`);
    try {
      return await read();
    } catch (error) {
      if (error instanceof Fault || !endsConnection(error)) {
        await this.#connection.query("ROLLBACK TO SAVEPOINT attempt");
      }
      throw error;
    }
  }

  #learn(asked: readonly TableColumns[], results: readonly pg.QueryResult[]): void {
    asked.forEach(({ table, columns }, index) => {
      const known = this.#types.get(table) ?? new Map();
      this.#types.set(table, known);
      columns.forEach((column, at) =>
        known.set(column.text, { column, type: results[index]!.fields[at]!.dataTypeID })
      );
    });
  }
}

/**
 * A statement for npm:pg that is refused unless it is one alone, so that no expression of the configuration can end the
 * read-only transaction and begin another: that is what the extended protocol promises
 * (https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-EXT-QUERY).
 */
function alone({ text, values }: Sql): { text: string; values: unknown[]; queryMode: string } {
  return { text, values: [...values], queryMode: "extended" };
}

/** Reads no row; its result describes the columns. */
function typesStatement({ table: mapped, columns }: TableColumns): string {
  const selected = columns.reduce((all, one) => sql`${all}, ${one}`);
  return sql`SELECT ${selected} FROM ${table(mapped)} LIMIT 0`.text;
}
