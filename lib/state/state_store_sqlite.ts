import { dirname } from "node:path";
import { openSqlite } from "./open_sqlite.ts";
import { SqliteDatabase } from "./sqlite_database.ts";
import { sqliteFault } from "./sqlite_fault.ts";
import { StateError } from "./state_error.ts";
import type { StateStore } from "./state_store.ts";
import { SqlStateStore } from "./state_store_sql.ts";

/**
 * State in one SQLite file. `address` is its path, with or without `sqlite:` in front; `:memory:` forgets when closed.
 * The file and its folder are made when they are missing.
 *
 * @throws {StateError} when it cannot be used.
 */
export async function openSqliteState(address: string): Promise<StateStore> {
  const path = address.replace(/^sqlite:/, "");
  try {
    if (path !== ":memory:") await makeFile(path);
    return new SqlStateStore(new SqliteDatabase(openSqlite(path), path));
  } catch (error) {
    throw error instanceof StateError ? error : new StateError(sqliteFault(error), { path, cause: error });
  }
}

/** Hashes of passwords are in it, so it is nobody else's to read; SQLite gives its other files the same rights. */
async function makeFile(path: string): Promise<void> {
  await Deno.mkdir(dirname(path), { recursive: true });
  try {
    await Deno.writeFile(path, new Uint8Array(), { createNew: true, mode: 0o600 });
  } catch (error) {
    // What is there already SQLite looks at, and says what is wrong with it.
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
  }
}
