import { DatabaseSync } from "node:sqlite";
import { assertWhole } from "./check_sqlite.ts";
import { type Migration, MIGRATIONS } from "./migrations.ts";
import { StateError } from "./state_error.ts";

/**
 * Opens a database and brings it up to date; one that is to be changed is read as a whole before, see `assertWhole`. Its
 * folder has to exist.
 *
 * @throws {StateError} when a newer version has been here, or it is damaged and was to be changed; else whatever SQLite
 * throws.
 */
export function openSqlite(path: string, migrations: readonly Migration[] = MIGRATIONS): DatabaseSync {
  const database = new DatabaseSync(path);
  try {
    // Waiting for another program's lock stops everything here, hence half a second and not SQLite's usual five.
    database.exec("PRAGMA busy_timeout = 500; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
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
  const missing = migrations.filter((migration) => migration.version > applied);
  if (applied > 0 && missing.length > 0) assertWhole(database, path);
  for (const { version, name, sql } of missing) {
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
