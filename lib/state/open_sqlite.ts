import { DatabaseSync } from "node:sqlite";
import { type Migration, MIGRATIONS } from "./migrations_sqlite.ts";
import { StateError } from "./state_error.ts";

/**
 * Opens a database, reads all of it once (22 MB: 80 ms) so that damage shows now and not in the midst of work, and
 * brings it up to date. Its folder has to exist.
 *
 * @throws {StateError} when it is damaged or a newer version has been here; else whatever SQLite throws.
 */
export function openSqlite(path: string, migrations: readonly Migration[] = MIGRATIONS): DatabaseSync {
  const database = new DatabaseSync(path);
  try {
    // Waiting for another program's lock stops everything here, hence half a second and not SQLite's usual five.
    database.exec("PRAGMA busy_timeout = 500; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
    const { quick_check: found } = database.prepare("PRAGMA quick_check(1)").get()!;
    if (found !== "ok") throw new StateError("corrupt", { path, cause: new Error(String(found)) });
    migrate(database, { path, migrations });
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function migrate(
  database: DatabaseSync,
  { path, migrations }: { path: string; migrations: readonly Migration[] },
): void {
  database.exec(`CREATE TABLE IF NOT EXISTS migrations (
    version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
  ) STRICT`);
  const row = database.prepare("SELECT coalesce(max(version), 0) AS version FROM migrations").get();
  const applied = Number(row!.version);
  if (applied > migrations.at(-1)!.version) throw new StateError("newer", { path });
  for (const { version, name, sql } of migrations.filter((migration) => migration.version > applied)) {
    inTransaction(database, () => {
      database.exec(sql);
      database.prepare("INSERT INTO migrations (version, name) VALUES (?, ?)").run(version, name);
    });
  }
}

/** Does all of `work` or nothing of it. */
export function inTransaction(database: DatabaseSync, work: () => void): void {
  database.exec("BEGIN IMMEDIATE");
  try {
    work();
    database.exec("COMMIT");
  } catch (error) {
    // A full disk has rolled back already, and then there is nothing to roll back.
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}
