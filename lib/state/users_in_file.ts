import { DatabaseSync } from "node:sqlite";
import { USER_COLUMNS, userRecord } from "./user_rows.ts";
import type { UserRecord } from "./user_store.ts";

/**
 * The users in a state file that cannot be used otherwise: it is damaged, cannot be written, or is another version's. None
 * where there is no file, or one from before there were users; null when they cannot be read.
 */
export async function usersInFile(path: string): Promise<UserRecord[] | null> {
  try {
    if (!await exists(path)) return [];
    const database = new DatabaseSync(path, { readOnly: true });
    try {
      database.exec("PRAGMA busy_timeout = 500");
      const table = database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'users'");
      if (table.get() === undefined) return [];
      return database.prepare(`SELECT ${USER_COLUMNS.join(", ")} FROM users`).all().map(userRecord);
    } finally {
      database.close();
    }
  } catch {
    return null;
  }
}

/** An empty file is as good as none. */
async function exists(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).size > 0;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return false;
    throw error;
  }
}
