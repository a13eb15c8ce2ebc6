import type { DatabaseSync } from "node:sqlite";
import type { UseDatabase } from "./call_store_sqlite.ts";
import { TOKEN_COLUMNS, tokenRecord, tokenRow } from "./token_rows.ts";
import type { TokenRecord, TokenStore, TokenUse } from "./token_store.ts";

/** Tokens in the own state's SQLite file. */
export class SqliteTokenStore implements TokenStore {
  readonly #do: UseDatabase;
  readonly #statements: ReturnType<typeof prepare>;

  constructor(database: DatabaseSync, use: UseDatabase) {
    this.#do = use;
    this.#statements = prepare(database);
  }

  add(token: TokenRecord): Promise<void> {
    return this.#do(() => void this.#statements.add.run(...tokenRow(token)));
  }

  find(hash: string): Promise<TokenRecord | null> {
    return this.#do(() => {
      const row = this.#statements.find.get(hash);
      return row ? tokenRecord(row) : null;
    });
  }

  all(): Promise<TokenRecord[]> {
    return this.#do(() => this.#statements.all.all().map(tokenRecord));
  }

  revoke(id: string, at: number): Promise<TokenRecord | null> {
    return this.#do(() => {
      this.#statements.revoke.run(at, id);
      const row = this.#statements.one.get(id);
      return row ? tokenRecord(row) : null;
    });
  }

  used(id: string, { at, address }: TokenUse): Promise<void> {
    return this.#do(() => void this.#statements.used.run(at, address, id, at));
  }

  prune(before: number): Promise<void> {
    return this.#do(() => void this.#statements.prune.run(before, before));
  }
}

function prepare(database: DatabaseSync) {
  const columns = TOKEN_COLUMNS.join(", ");
  const values = TOKEN_COLUMNS.map(() => "?").join(", ");
  return {
    add: database.prepare(`INSERT INTO tokens (${columns}) VALUES (${values})`),
    all: database.prepare(`SELECT ${columns} FROM tokens ORDER BY created_at DESC, id`),
    find: database.prepare(`SELECT ${columns} FROM tokens WHERE hash = ?`),
    one: database.prepare(`SELECT ${columns} FROM tokens WHERE id = ?`),
    revoke: database.prepare("UPDATE tokens SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL"),
    used: database.prepare(
      "UPDATE tokens SET last_used_at = ?, last_used_from = ? WHERE id = ? AND coalesce(last_used_at, 0) < ?",
    ),
    prune: database.prepare("DELETE FROM tokens WHERE revoked_at < ? OR expires_at < ?"),
  };
}
