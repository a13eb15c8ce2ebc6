import { withNews } from "./access_news.ts";
import type { SqlDatabase } from "./sql_database.ts";
import { USER_COLUMNS, userRecord, userRow } from "./user_rows.ts";
import type { UserRecord, UserRights, UserStore } from "./user_store.ts";

/** Users in the own state's database; every process that has it open sees the same ones. */
export class SqlUserStore implements UserStore {
  readonly #database: SqlDatabase;
  readonly #sql: ReturnType<typeof statements>;

  constructor(database: SqlDatabase) {
    this.#database = database;
    this.#sql = statements(database.prefix);
  }

  async add(user: UserRecord): Promise<boolean> {
    return await withNews(this.#database, ({ all }) => all(this.#sql.add, userRow(user))) > 0;
  }

  async find(name: string): Promise<UserRecord | null> {
    const [row] = await this.#database.all(this.#sql.find, [name]);
    return row ? userRecord(row) : null;
  }

  async list(): Promise<UserRecord[]> {
    const rows = await this.#database.all(this.#sql.list);
    return rows.map(userRecord);
  }

  async changeRights(name: string, { role, masked }: UserRights): Promise<boolean> {
    const values = [role, masked ? 1 : 0, name];
    return await withNews(this.#database, ({ all }) => all(this.#sql.changeRights, values)) > 0;
  }

  async changePassword(name: string, password: string): Promise<boolean> {
    return await withNews(this.#database, async ({ all }) => {
      await all(this.#sql.endSessions, [name]);
      return await all(this.#sql.changePassword, [password, name]);
    }) > 0;
  }

  async rehash(name: string, { from, to }: { from: string; to: string }): Promise<void> {
    await this.#database.all(this.#sql.rehash, [to, name, from]);
  }

  async remove(name: string): Promise<boolean> {
    return await withNews(this.#database, async ({ all }) => {
      await all(this.#sql.endSessions, [name]);
      return await all(this.#sql.remove, [name]);
    }) > 0;
  }

  async revision(): Promise<number> {
    const [row] = await this.#database.all(this.#sql.revision);
    return Number(row!.revision);
  }
}

function statements(prefix: string) {
  const users = `${prefix}users`;
  const columns = USER_COLUMNS.join(", ");
  const values = USER_COLUMNS.map(() => "?").join(", ");
  return {
    add: `INSERT INTO ${users} (${columns}) VALUES (${values}) ON CONFLICT (name) DO NOTHING RETURNING id`,
    find: `SELECT ${columns} FROM ${users} WHERE name = ?`,
    list: `SELECT ${columns} FROM ${users} ORDER BY name`,
    changeRights: `UPDATE ${users} SET role = ?, masked = ? WHERE name = ? RETURNING id`,
    changePassword: `UPDATE ${users} SET password = ? WHERE name = ? RETURNING id`,
    rehash: `UPDATE ${users} SET password = ? WHERE name = ? AND password = ?`,
    endSessions: `DELETE FROM ${prefix}sessions WHERE user_id = (SELECT id FROM ${users} WHERE name = ?)`,
    remove: `DELETE FROM ${users} WHERE name = ? RETURNING id`,
    revision: `SELECT revision FROM ${prefix}access`,
  };
}
