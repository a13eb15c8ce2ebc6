import type { DatabaseSync } from "node:sqlite";
import type { UseDatabase } from "./call_store_sqlite.ts";
import { inTransaction } from "./open_sqlite.ts";
import type { SessionRecord, SessionStore, UserSession } from "./session_store.ts";
import { USER_COLUMNS, userRecord } from "./user_rows.ts";

const COLUMNS = ["id", "hash", "user_id", "created_at", "seen_at", "address", "agent"] as const;

/** Sessions in the own state's SQLite file; every process that has it open sees the same ones. */
export class SqliteSessionStore implements SessionStore {
  readonly #database: DatabaseSync;
  readonly #do: UseDatabase;
  readonly #statements: ReturnType<typeof prepare>;

  constructor(database: DatabaseSync, use: UseDatabase) {
    this.#database = database;
    this.#do = use;
    this.#statements = prepare(database);
  }

  add(session: SessionRecord, keep: number): Promise<void> {
    const { add, endOldest, tell } = this.#statements;
    return this.#do(() =>
      inTransaction(this.#database, () => {
        add.run(...COLUMNS.map((column) => session[column]));
        if (endOldest.run(session.user_id, session.id, session.user_id, session.id, keep - 1).changes) {
          tell.run();
        }
      })
    );
  }

  find(hashes: readonly string[]): Promise<UserSession[]> {
    return this.#do(() =>
      this.#statements.find.all(JSON.stringify(hashes)).map(({ owner, ...session }) => ({
        session: session as unknown as SessionRecord,
        user: userRecord(JSON.parse(String(owner))),
      }))
    );
  }

  touch(hash: string, seen_at: number): Promise<void> {
    return this.#do(() => void this.#statements.touch.run(seen_at, hash, seen_at));
  }

  ofUser(user_id: string): Promise<SessionRecord[]> {
    return this.#do(() =>
      this.#statements.ofUser.all(user_id).map((row) => ({ ...row }) as unknown as SessionRecord)
    );
  }

  async end(user_id: string, id: string): Promise<boolean> {
    return await this.#ended(() => this.#statements.end.run(user_id, id).changes) > 0;
  }

  endAll(user_id: string): Promise<number> {
    return this.#ended(() => this.#statements.endAll.run(user_id).changes);
  }

  prune({ created_at, seen_at }: { created_at: number; seen_at: number }): Promise<void> {
    return this.#do(() => void this.#statements.prune.run(created_at, seen_at));
  }

  /** Ends sessions and lets others know of it, if there were any. */
  #ended(work: () => number | bigint): Promise<number> {
    return this.#do(() => {
      let changes = 0;
      inTransaction(this.#database, () => {
        changes = Number(work());
        if (changes > 0) this.#statements.tell.run();
      });
      return changes;
    });
  }
}

function prepare(database: DatabaseSync) {
  const columns = COLUMNS.join(", ");
  const owner = USER_COLUMNS.map((column) => `'${column}', u.${column}`).join(", ");
  return {
    add: database.prepare(`INSERT INTO sessions (${columns}) VALUES (${COLUMNS.map(() => "?").join(", ")})`),
    endOldest: database.prepare(`
      DELETE FROM sessions WHERE user_id = ? AND id <> ? AND id NOT IN (
        SELECT id FROM sessions WHERE user_id = ? AND id <> ? ORDER BY seen_at DESC, id LIMIT ?)`),
    find: database.prepare(`
      SELECT ${COLUMNS.map((column) => `s.${column}`).join(", ")}, json_object(${owner}) AS owner
      FROM json_each(?) AS wanted JOIN sessions AS s ON s.hash = wanted.value JOIN users AS u ON u.id = s.user_id`),
    touch: database.prepare("UPDATE sessions SET seen_at = ? WHERE hash = ? AND seen_at < ?"),
    ofUser: database.prepare(`SELECT ${columns} FROM sessions WHERE user_id = ? ORDER BY seen_at DESC, id`),
    end: database.prepare("DELETE FROM sessions WHERE user_id = ? AND id = ?"),
    endAll: database.prepare("DELETE FROM sessions WHERE user_id = ?"),
    prune: database.prepare("DELETE FROM sessions WHERE created_at < ? OR seen_at < ?"),
    tell: database.prepare("UPDATE access SET revision = revision + 1"),
  };
}
