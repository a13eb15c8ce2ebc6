import type { SqlDatabase, SqlRow, SqlStatements } from "./sql_database.ts";

/**
 * Changes who may do what, and lets other processes know of it by the `access` table's revision, if anything changed.
 *
 * @param change resolves with a row for each thing that it changed
 * @returns how many those were
 */
export async function withNews(
  database: SqlDatabase,
  change: (statements: SqlStatements) => Promise<SqlRow[]>,
): Promise<number> {
  return await database.transaction("access", async (statements) => {
    const changed = await change(statements);
    if (changed.length > 0) {
      await statements.all(`UPDATE ${database.prefix}access SET revision = revision + 1`);
    }
    return changed.length;
  });
}
