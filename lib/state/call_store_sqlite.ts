import type { DatabaseSync } from "node:sqlite";
import { type Call, type CallStore, type Hold, holdAt, HOUR, type Taken } from "./call_store.ts";
import { inTransaction } from "./open_sqlite.ts";

/** Does something with the database, or rejects with a `StateError`. */
export type UseDatabase = <T>(work: () => T) => Promise<T>;

/** Requests in the own state's SQLite file; every process that has it open counts the same ones. */
export class SqliteCallStore implements CallStore {
  readonly #database: DatabaseSync;
  readonly #do: UseDatabase;
  readonly #statements: ReturnType<typeof prepare>;

  constructor(database: DatabaseSync, use: UseDatabase) {
    this.#database = database;
    this.#do = use;
    this.#statements = prepare(database);
  }

  instance(): Promise<string> {
    return this.#do(() => String(this.#statements.instance.get()!.id));
  }

  take(market: string, { call, limit }: { call: Call; limit: number }): Promise<Taken> {
    return this.#transaction(() => {
      const before = this.#recent(market, call.at);
      const taken = before.length < limit;
      if (taken) this.#statements.add.run(market, call.at, call.id);
      return { taken, calls: taken ? [...before, call] : before };
    });
  }

  calls(market: string, now: number): Promise<Call[]> {
    return this.#transaction(() => this.#recent(market, now));
  }

  add(market: string, calls: readonly Call[]): Promise<void> {
    return this.#transaction(() => {
      for (const { at, id } of calls) this.#statements.add.run(market, at, id);
    });
  }

  hold(market: string, { since, until, result }: Hold): Promise<void> {
    return this.#do(() => void this.#statements.hold.run(market, since, until, JSON.stringify(result)));
  }

  held(market: string, now: number): Promise<Hold | null> {
    return this.#transaction(() => {
      const row = this.#statements.held.get(market);
      if (!row) return null;
      const hold = {
        since: Number(row.since),
        until: Number(row.until),
        result: JSON.parse(String(row.result)),
      };
      const held = holdAt(hold, now);
      if (held && held !== hold) {
        this.#statements.hold.run(market, held.since, held.until, String(row.result));
      }
      return held;
    });
  }

  #recent(market: string, now: number): Call[] {
    this.#statements.bringBack.run(now, market, now);
    this.#statements.forget.run(market, now - HOUR);
    return this.#statements.calls.all(market).map(({ at, id }) => ({ at: Number(at), id: String(id) }));
  }

  #transaction<T>(work: () => T): Promise<T> {
    return this.#do(() => {
      let result: T;
      inTransaction(this.#database, () => result = work());
      return result!;
    });
  }
}

function prepare(database: DatabaseSync) {
  return {
    instance: database.prepare("SELECT id FROM instance"),
    add: database.prepare("INSERT OR IGNORE INTO calls (market, at, id) VALUES (?, ?, ?)"),
    bringBack: database.prepare("UPDATE calls SET at = ? WHERE market = ? AND at > ?"),
    forget: database.prepare("DELETE FROM calls WHERE market = ? AND at <= ?"),
    calls: database.prepare("SELECT at, id FROM calls WHERE market = ? ORDER BY at"),
    hold: database.prepare(
      "INSERT OR REPLACE INTO holds (market, since, until, result) VALUES (?, ?, ?, ?)",
    ),
    held: database.prepare("SELECT since, until, result FROM holds WHERE market = ?"),
  };
}
