import { isPostgresUrl } from "../shared/postgres_target.ts";
import type { StateStore } from "./state_store.ts";
import { SqlStateStore } from "./state_store_sql.ts";
import { openSqliteState } from "./state_store_sqlite.ts";

/**
 * The own state at `address`, a file or a database, for a command that needs it now. It is made where it is missing and
 * brought up to date.
 *
 * @throws {StateError} when it cannot be used
 */
export async function openStateStore(address: string): Promise<StateStore> {
  if (!isPostgresUrl(address)) return await openSqliteState(address);
  // Who has a file is smaller without the client.
  const { PostgresDatabase } = await import("./postgres_database.ts");
  const database = new PostgresDatabase({ url: address });
  try {
    await database.usable();
    return new SqlStateStore(database);
  } catch (error) {
    await database.close();
    throw error;
  }
}
