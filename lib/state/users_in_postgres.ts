import { examine } from "./open_postgres.ts";
import { openPool } from "./postgres_database.ts";

/** How many users the own state in a database has; null where that cannot be told without changing anything. */
export async function countUsersInPostgres(url: string): Promise<number | null> {
  const pool = openPool(url);
  try {
    const { version } = await examine(pool, { url });
    if (version === 0) return 0;
    const { rows: [row] } = await pool.query<{ users: number }>(
      "SELECT count(*) AS users FROM marketpulse.users",
    );
    return row!.users;
  } catch {
    return null;
  } finally {
    await pool.end();
  }
}
