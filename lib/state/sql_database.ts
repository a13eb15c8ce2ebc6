/** What a value of a statement may be. Moments and other whole numbers are numbers, yes and no are 1 and 0. */
export type SqlValue = string | number | null | Uint8Array;

export type SqlRow = Readonly<Record<string, unknown>>;

/**
 * Statements in words that SQLite and PostgreSQL both understand: `?` for each value, `ON CONFLICT` instead of `INSERT OR
 * …`, `CAST(? AS BIGINT)` where nothing else tells a value's type. Both reject with a `StateError`.
 */
export interface SqlStatements {
  /** Runs one statement; the rows that it gives, none where it only writes. */
  all(sql: string, values?: readonly SqlValue[]): Promise<SqlRow[]>;
}

/** The database in which the own state is kept. Each store is written once, for whichever it is. */
export interface SqlDatabase extends SqlStatements {
  /** Stands in front of the name of each table. */
  readonly prefix: string;

  /**
   * Does all of `work` or nothing of it, with the statements that it is given and no others. Transactions about the same
   * subject come one after another, also those of other processes, so that what was read still holds when it is written.
   */
  transaction<T>(subject: string, work: (statements: SqlStatements) => Promise<T>): Promise<T>;

  /** Whatever is asked afterwards rejects. */
  close(): Promise<void>;
}

/** Texts hold every character but one: PostgreSQL refuses it, and SQLite gives back what stands before it. */
export function storable(value: SqlValue): SqlValue {
  return typeof value === "string" ? value.replaceAll("\0", "\ufffd") : value;
}
