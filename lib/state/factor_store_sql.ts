import type { Factor, FactorStore, NewFactor } from "./factor_store.ts";
import type { SqlDatabase } from "./sql_database.ts";

/** Second factors in the own state's database. */
export class SqlFactorStore implements FactorStore {
  readonly #database: SqlDatabase;
  readonly #sql: ReturnType<typeof statements>;

  constructor(database: SqlDatabase) {
    this.#database = database;
    this.#sql = statements(database.prefix);
  }

  async set(user_id: string, { secret, created_at, recovery }: NewFactor): Promise<void> {
    await this.#database.transaction("factors", async ({ all }) => {
      await all(this.#sql.removeCodes, [user_id]);
      await all(this.#sql.remove, [user_id]);
      await all(this.#sql.add, [user_id, secret, created_at]);
      for (const hash of recovery) await all(this.#sql.addCode, [user_id, hash]);
    });
  }

  async find(user_id: string): Promise<Factor | null> {
    const [row] = await this.#database.all(this.#sql.find, [user_id]);
    return row ? { secret: String(row.secret), created_at: Number(row.created_at) } : null;
  }

  async remove(user_id: string): Promise<boolean> {
    return await this.#database.transaction("factors", async ({ all }) => {
      await all(this.#sql.removeCodes, [user_id]);
      return (await all(this.#sql.remove, [user_id])).length > 0;
    });
  }

  async useStep(user_id: string, step: number): Promise<boolean> {
    return (await this.#database.all(this.#sql.useStep, [step, user_id, step])).length > 0;
  }

  async useRecovery(user_id: string, hash: string): Promise<boolean> {
    return (await this.#database.all(this.#sql.useCode, [user_id, hash])).length > 0;
  }
}

function statements(prefix: string) {
  const [factors, codes] = [`${prefix}factors`, `${prefix}recovery_codes`];
  return {
    add: `INSERT INTO ${factors} (user_id, secret, created_at, last_step) VALUES (?, ?, ?, 0)`,
    addCode: `INSERT INTO ${codes} (user_id, hash) VALUES (?, ?)`,
    find: `SELECT secret, created_at FROM ${factors} WHERE user_id = ?`,
    remove: `DELETE FROM ${factors} WHERE user_id = ? RETURNING user_id`,
    removeCodes: `DELETE FROM ${codes} WHERE user_id = ?`,
    useStep: `UPDATE ${factors} SET last_step = ? WHERE user_id = ? AND last_step < ? RETURNING user_id`,
    useCode: `DELETE FROM ${codes} WHERE user_id = ? AND hash = ? RETURNING user_id`,
  };
}
