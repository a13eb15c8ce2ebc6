import type { SqlDatabase } from "./sql_database.ts";

/** Figures of one moment, all of them by two statements: each may have to travel to another machine. */
export async function addSamples(
  database: SqlDatabase,
  { at, figures }: { readonly at: number; readonly figures: Readonly<Record<string, number>> },
): Promise<void> {
  const finite = Object.entries(figures).filter(([, value]) => Number.isFinite(value));
  if (finite.length === 0) return;
  const { prefix } = database;
  const rows = finite.map(() => "(CAST(? AS TEXT), CAST(? AS DOUBLE PRECISION))").join(", ");
  const figured = `WITH figures (path, value) AS (VALUES ${rows})`;
  const values = finite.flat();
  await database.transaction("samples", async (statements) => {
    await statements.all(
      `${figured} INSERT INTO ${prefix}metrics (path) SELECT path FROM figures
        WHERE NOT EXISTS (SELECT 1 FROM ${prefix}metrics AS known WHERE known.path = figures.path)
        ON CONFLICT DO NOTHING`,
      values,
    );
    await statements.all(
      `${figured} INSERT INTO ${prefix}samples (metric, at, value)
        SELECT id, CAST(? AS BIGINT), figures.value FROM figures JOIN ${prefix}metrics AS known ON known.path = figures.path
        WHERE true ON CONFLICT (metric, at) DO UPDATE SET value = excluded.value`,
      [...values, at],
    );
  });
}
