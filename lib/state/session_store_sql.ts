import { withNews } from "./access_news.ts";
import type { SessionRecord, SessionStore, UserSession } from "./session_store.ts";
import type { SqlDatabase, SqlRow } from "./sql_database.ts";
import { USER_COLUMNS, userRecord } from "./user_rows.ts";

const COLUMNS = ["id", "hash", "user_id", "created_at", "seen_at", "address", "agent"] as const;

/** So many sessions are looked for by one statement. */
const AT_ONCE = 500;

/** Sessions in the own state's database; every process that has it open sees the same ones. */
export class SqlSessionStore implements SessionStore {
  readonly #database: SqlDatabase;
  readonly #sql: ReturnType<typeof statements>;

  constructor(database: SqlDatabase) {
    this.#database = database;
    this.#sql = statements(database.prefix);
  }

  async add(session: SessionRecord, keep: number): Promise<void> {
    const { id, user_id } = session;
    await withNews(this.#database, async ({ all }) => {
      await all(this.#sql.add, COLUMNS.map((column) => session[column]));
      return await all(this.#sql.endOldest, [user_id, id, user_id, id, keep - 1]);
    });
  }

  async find(hashes: readonly string[]): Promise<UserSession[]> {
    const found: UserSession[] = [];
    for (let first = 0; first < hashes.length; first += AT_ONCE) {
      const some = hashes.slice(first, first + AT_ONCE);
      found.push(...(await this.#database.all(this.#sql.find(some.length), some)).map(userSession));
    }
    return found;
  }

  async touch(hash: string, seen_at: number): Promise<void> {
    await this.#database.all(this.#sql.touch, [seen_at, hash, seen_at]);
  }

  async ofUser(user_id: string): Promise<SessionRecord[]> {
    const rows = await this.#database.all(this.#sql.ofUser, [user_id]);
    return rows.map((row) => ({ ...row }) as unknown as SessionRecord);
  }

  async end(user_id: string, id: string): Promise<boolean> {
    return await withNews(this.#database, ({ all }) => all(this.#sql.end, [user_id, id])) > 0;
  }

  endAll(user_id: string): Promise<number> {
    return withNews(this.#database, ({ all }) => all(this.#sql.endAll, [user_id]));
  }

  async prune({ created_at, seen_at }: { created_at: number; seen_at: number }): Promise<void> {
    await this.#database.all(this.#sql.prune, [created_at, seen_at]);
  }
}

function userSession(row: SqlRow): UserSession {
  const session = Object.fromEntries(COLUMNS.map((column) => [column, row[column]]));
  const owner = Object.fromEntries(USER_COLUMNS.map((column) => [column, row[`owner_${column}`]]));
  return { session: session as unknown as SessionRecord, user: userRecord(owner) };
}

function statements(prefix: string) {
  const sessions = `${prefix}sessions`;
  const columns = COLUMNS.join(", ");
  const both = [
    ...COLUMNS.map((column) => `s.${column}`),
    ...USER_COLUMNS.map((column) => `u.${column} AS owner_${column}`),
  ].join(", ");
  return {
    add: `INSERT INTO ${sessions} (${columns}) VALUES (${COLUMNS.map(() => "?").join(", ")})`,
    endOldest: `
      DELETE FROM ${sessions} WHERE user_id = ? AND id <> ? AND id NOT IN (
        SELECT id FROM ${sessions} WHERE user_id = ? AND id <> ? ORDER BY seen_at DESC, id LIMIT ?) RETURNING id`,
    find: (count: number) => `
      SELECT ${both} FROM ${sessions} AS s JOIN ${prefix}users AS u ON u.id = s.user_id
      WHERE s.hash IN (${Array(count).fill("?").join(", ")})`,
    touch: `UPDATE ${sessions} SET seen_at = ? WHERE hash = ? AND seen_at < ?`,
    ofUser: `SELECT ${columns} FROM ${sessions} WHERE user_id = ? ORDER BY seen_at DESC, id`,
    end: `DELETE FROM ${sessions} WHERE user_id = ? AND id = ? RETURNING id`,
    endAll: `DELETE FROM ${sessions} WHERE user_id = ? RETURNING id`,
    prune: `DELETE FROM ${sessions} WHERE created_at < ? OR seen_at < ?`,
  };
}
