import { DatabaseSync } from "node:sqlite";
import { isPostgresUrl } from "../shared/postgres_target.ts";
import type { CallStore } from "./call_store.ts";
import { SqlCallStore } from "./call_store_sql.ts";
import { MIGRATIONS } from "./migrations.ts";
import type { SqlDatabase } from "./sql_database.ts";
import { SqliteDatabase } from "./sqlite_database.ts";

export interface ExistingCalls extends AsyncDisposable {
  readonly calls: CallStore;
}

/**
 * The requests in a state that is there already and is this version's; null when there is none that we may write.
 * Nothing is made or brought up to date, because the state is another process's.
 */
export async function openExistingCalls(address: string): Promise<ExistingCalls | null> {
  try {
    const database = isPostgresUrl(address)
      ? await openExistingPostgres(address)
      : await openExistingFile(address.replace(/^sqlite:/, ""));
    return { calls: new SqlCallStore(database), [Symbol.asyncDispose]: () => database.close() };
  } catch {
    return null;
  }
}

async function openExistingFile(path: string): Promise<SqlDatabase> {
  (await Deno.open(path, { read: true, write: true })).close();
  const database = new DatabaseSync(path);
  try {
    database.exec("PRAGMA busy_timeout = 500");
    const { version } = database.prepare("SELECT max(version) AS version FROM migrations").get()!;
    assertOurs(version);
    return new SqliteDatabase(database, path);
  } catch (error) {
    database.close();
    throw error;
  }
}

async function openExistingPostgres(url: string): Promise<SqlDatabase> {
  const [{ examine }, { PostgresDatabase }] = await Promise.all([
    import("./open_postgres.ts"),
    import("./postgres_database.ts"),
  ]);
  const database = new PostgresDatabase({
    url,
    prepare: async (pool) => assertOurs((await examine(pool, { url })).version),
  });
  try {
    await database.usable();
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

function assertOurs(version: unknown): void {
  if (version !== MIGRATIONS.at(-1)!.version) throw new Error("The state is another version's");
}
