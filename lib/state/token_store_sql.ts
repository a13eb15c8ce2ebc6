import type { SqlDatabase } from "./sql_database.ts";
import { TOKEN_COLUMNS, tokenRecord, tokenRow } from "./token_rows.ts";
import type { TokenRecord, TokenStore, TokenUse } from "./token_store.ts";

/** Tokens in the own state's database. */
export class SqlTokenStore implements TokenStore {
  readonly #database: SqlDatabase;
  readonly #sql: ReturnType<typeof statements>;

  constructor(database: SqlDatabase) {
    this.#database = database;
    this.#sql = statements(database.prefix);
  }

  async add(token: TokenRecord): Promise<void> {
    await this.#database.all(this.#sql.add, tokenRow(token));
  }

  async all(): Promise<TokenRecord[]> {
    const rows = await this.#database.all(this.#sql.all);
    return rows.map(tokenRecord);
  }

  async find(hash: string): Promise<TokenRecord | null> {
    const [row] = await this.#database.all(this.#sql.find, [hash]);
    return row ? tokenRecord(row) : null;
  }

  async revoke(id: string, at: number): Promise<TokenRecord | null> {
    await this.#database.all(this.#sql.revoke, [at, id]);
    const [row] = await this.#database.all(this.#sql.one, [id]);
    return row ? tokenRecord(row) : null;
  }

  async used(id: string, { at, address }: TokenUse): Promise<void> {
    await this.#database.all(this.#sql.used, [at, address, id, at]);
  }

  async prune(before: number): Promise<void> {
    await this.#database.all(this.#sql.prune, [before, before]);
  }
}

function statements(prefix: string) {
  const tokens = `${prefix}tokens`;
  const columns = TOKEN_COLUMNS.join(", ");
  const values = TOKEN_COLUMNS.map(() => "?").join(", ");
  return {
    add: `INSERT INTO ${tokens} (${columns}) VALUES (${values})`,
    all: `SELECT ${columns} FROM ${tokens} ORDER BY created_at DESC, id`,
    one: `SELECT ${columns} FROM ${tokens} WHERE id = ?`,
    find: `SELECT ${columns} FROM ${tokens} WHERE hash = ?`,
    revoke: `UPDATE ${tokens} SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL`,
    used:
      `UPDATE ${tokens} SET last_used_at = ?, last_used_from = ? WHERE id = ? AND coalesce(last_used_at, 0) < ?`,
    prune: `DELETE FROM ${tokens} WHERE revoked_at < ? OR expires_at < ?`,
  };
}
