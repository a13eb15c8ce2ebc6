import type { DatabaseSync } from "node:sqlite";
import type { UseDatabase } from "./call_store_sqlite.ts";
import { inTransaction } from "./open_sqlite.ts";
import { USER_COLUMNS, userRecord, userRow } from "./user_rows.ts";
import type { UserRecord, UserRights, UserStore } from "./user_store.ts";

/** Users in the own state's SQLite file; every process that has it open sees the same ones. */
export class SqliteUserStore implements UserStore {
  readonly #database: DatabaseSync;
  readonly #do: UseDatabase;
  readonly #statements: ReturnType<typeof prepare>;

  constructor(database: DatabaseSync, use: UseDatabase) {
    this.#database = database;
    this.#do = use;
    this.#statements = prepare(database);
  }

  add(user: UserRecord): Promise<boolean> {
    return this.#changed(() => this.#statements.add.run(...userRow(user)).changes);
  }

  find(name: string): Promise<UserRecord | null> {
    return this.#do(() => {
      const row = this.#statements.find.get(name);
      return row ? userRecord(row) : null;
    });
  }

  list(): Promise<UserRecord[]> {
    return this.#do(() => this.#statements.list.all().map(userRecord));
  }

  changeRights(name: string, { role, masked }: UserRights): Promise<boolean> {
    return this.#changed(() => this.#statements.changeRights.run(role, masked ? 1 : 0, name).changes);
  }

  changePassword(name: string, password: string): Promise<boolean> {
    return this.#changed(() => {
      this.#statements.endSessions.run(name);
      return this.#statements.changePassword.run(password, name).changes;
    });
  }

  rehash(name: string, { from, to }: { from: string; to: string }): Promise<void> {
    return this.#do(() => void this.#statements.rehash.run(to, name, from));
  }

  remove(name: string): Promise<boolean> {
    return this.#changed(() => {
      this.#statements.endSessions.run(name);
      return this.#statements.remove.run(name).changes;
    });
  }

  revision(): Promise<number> {
    return this.#do(() => Number(this.#statements.revision.get()!.revision));
  }

  /** Does a change and lets others know of it, if there was any. */
  #changed(work: () => number | bigint): Promise<boolean> {
    return this.#do(() => {
      let changes = 0;
      inTransaction(this.#database, () => {
        changes = Number(work());
        if (changes > 0) this.#statements.tell.run();
      });
      return changes > 0;
    });
  }
}

function prepare(database: DatabaseSync) {
  const columns = USER_COLUMNS.join(", ");
  const values = USER_COLUMNS.map(() => "?").join(", ");
  return {
    add: database.prepare(
      `INSERT INTO users (${columns}) VALUES (${values}) ON CONFLICT (name) DO NOTHING`,
    ),
    find: database.prepare(`SELECT ${columns} FROM users WHERE name = ?`),
    list: database.prepare(`SELECT ${columns} FROM users ORDER BY name`),
    changeRights: database.prepare("UPDATE users SET role = ?, masked = ? WHERE name = ?"),
    changePassword: database.prepare("UPDATE users SET password = ? WHERE name = ?"),
    rehash: database.prepare("UPDATE users SET password = ? WHERE name = ? AND password = ?"),
    endSessions: database.prepare(
      "DELETE FROM sessions WHERE user_id = (SELECT id FROM users WHERE name = ?)",
    ),
    remove: database.prepare("DELETE FROM users WHERE name = ?"),
    revision: database.prepare("SELECT revision FROM access"),
    tell: database.prepare("UPDATE access SET revision = revision + 1"),
  };
}
