import type { DatabaseSync } from "node:sqlite";
import { AUDIT_COLUMNS, auditRecord, auditRow } from "./audit_rows.ts";
import type { AuditEntry, AuditQuery, AuditRecord, AuditStore } from "./audit_store.ts";
import type { UseDatabase } from "./call_store_sqlite.ts";

/** The audit log in the own state's SQLite file. */
export class SqliteAuditStore implements AuditStore {
  readonly #do: UseDatabase;
  readonly #statements: ReturnType<typeof prepare>;

  constructor(database: DatabaseSync, use: UseDatabase) {
    this.#do = use;
    this.#statements = prepare(database);
  }

  add(entry: AuditEntry): Promise<void> {
    return this.#do(() => void this.#statements.add.run(...auditRow(entry)));
  }

  entries({ since, kind, before = Number.MAX_SAFE_INTEGER, limit }: AuditQuery): Promise<AuditRecord[]> {
    const { entries, entriesOf } = this.#statements;
    return this.#do(() => {
      const rows = kind === undefined
        ? entries.all(since, before, limit)
        : entriesOf.all(since, before, kind, limit);
      return rows.map(auditRecord);
    });
  }

  prune(before: number): Promise<void> {
    return this.#do(() => void this.#statements.prune.run(before));
  }
}

function prepare(database: DatabaseSync) {
  const columns = AUDIT_COLUMNS.join(", ");
  const values = AUDIT_COLUMNS.map(() => "?").join(", ");
  const select = `SELECT id, ${columns} FROM audit WHERE at >= ? AND id < ?`;
  return {
    add: database.prepare(`INSERT INTO audit (${columns}) VALUES (${values})`),
    entries: database.prepare(`${select} ORDER BY id DESC LIMIT ?`),
    entriesOf: database.prepare(`${select} AND kind = ? ORDER BY id DESC LIMIT ?`),
    prune: database.prepare("DELETE FROM audit WHERE at < ?"),
  };
}
