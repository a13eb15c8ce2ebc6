import { DatabaseSync } from "node:sqlite";
import type { CallStore } from "./call_store.ts";
import { SqlCallStore } from "./call_store_sql.ts";
import { MIGRATIONS } from "./migrations.ts";
import { SqliteDatabase } from "./sqlite_database.ts";

export interface ExistingCalls extends Disposable {
  readonly calls: CallStore;
}

/**
 * The requests in a state file that is there already and is this version's; null when there is none that we may write.
 * Nothing is made or brought up to date, because the file is another process's.
 */
export async function openExistingCalls(address: string): Promise<ExistingCalls | null> {
  const path = address.replace(/^sqlite:/, "");
  try {
    (await Deno.open(path, { read: true, write: true })).close();
    const database = new DatabaseSync(path);
    try {
      return callsOf(database, path);
    } catch (error) {
      database.close();
      throw error;
    }
  } catch {
    return null;
  }
}

function callsOf(database: DatabaseSync, path: string): ExistingCalls {
  database.exec("PRAGMA busy_timeout = 500");
  const { version } = database.prepare("SELECT max(version) AS version FROM migrations").get()!;
  if (version !== MIGRATIONS.at(-1)!.version) throw new Error("The state file is another version's");
  return {
    calls: new SqlCallStore(new SqliteDatabase(database, path)),
    [Symbol.dispose]: () => database.close(),
  };
}
