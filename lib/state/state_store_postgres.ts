import { PostgresDatabase, type PostgresDatabaseOptions } from "./postgres_database.ts";
import type { StateStore } from "./state_store.ts";
import { SqlStateStore } from "./state_store_sql.ts";

/** State in a PostgreSQL database, which several instances may share; see {@linkcode PostgresDatabase}. */
export function openPostgresState(options: PostgresDatabaseOptions): StateStore {
  return new SqlStateStore(new PostgresDatabase(options));
}
