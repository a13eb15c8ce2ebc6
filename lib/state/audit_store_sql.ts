import { AUDIT_COLUMNS, auditRecord, auditRow } from "./audit_rows.ts";
import type { AuditEntry, AuditQuery, AuditRecord, AuditStore } from "./audit_store.ts";
import type { SqlDatabase } from "./sql_database.ts";

/** The audit log in the own state's database. */
export class SqlAuditStore implements AuditStore {
  readonly #database: SqlDatabase;
  readonly #sql: ReturnType<typeof statements>;

  constructor(database: SqlDatabase) {
    this.#database = database;
    this.#sql = statements(database.prefix);
  }

  async add(entry: AuditEntry): Promise<void> {
    await this.#database.all(this.#sql.add, auditRow(entry));
  }

  async entries(
    { since, kind, before = Number.MAX_SAFE_INTEGER, limit }: AuditQuery,
  ): Promise<AuditRecord[]> {
    const { entries, entriesOf } = this.#sql;
    const rows = kind === undefined
      ? await this.#database.all(entries, [since, before, limit])
      : await this.#database.all(entriesOf, [since, before, kind, limit]);
    return rows.map(auditRecord);
  }

  async prune(before: number): Promise<void> {
    await this.#database.all(this.#sql.prune, [before]);
  }
}

function statements(prefix: string) {
  const columns = AUDIT_COLUMNS.join(", ");
  const values = AUDIT_COLUMNS.map(() => "?").join(", ");
  const select = `SELECT id, ${columns} FROM ${prefix}audit WHERE at >= ? AND id < ?`;
  return {
    add: `INSERT INTO ${prefix}audit (${columns}) VALUES (${values})`,
    entries: `${select} ORDER BY id DESC LIMIT ?`,
    entriesOf: `${select} AND kind = ? ORDER BY id DESC LIMIT ?`,
    prune: `DELETE FROM ${prefix}audit WHERE at < ?`,
  };
}
