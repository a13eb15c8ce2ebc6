/** An entry of the audit log and its row in a table. */
import { AUDIT_KINDS, AUDIT_OUTCOMES, type AuditEntry, type AuditRecord } from "./audit_store.ts";

export const AUDIT_COLUMNS = [
  "at",
  "actor",
  "kind",
  "action",
  "target",
  "address",
  "outcome",
  "detail",
] as const;

/** The values of an entry, in the order of the columns. */
export function auditRow(entry: AuditEntry): (string | number | null)[] {
  const flat = { ...entry, detail: JSON.stringify(entry.detail) };
  return AUDIT_COLUMNS.map((column) => flat[column]);
}

/** The entry of a row, whose numbers may have come as texts, as PostgreSQL's large ones do. */
export function auditRecord(row: Readonly<Record<string, unknown>>): AuditRecord {
  const word = (value: unknown) => value === null ? null : String(value);
  return {
    id: Number(row.id),
    at: Number(row.at),
    actor: word(row.actor),
    kind: AUDIT_KINDS.find((kind) => kind === row.kind)!,
    action: String(row.action),
    target: word(row.target),
    address: word(row.address),
    outcome: AUDIT_OUTCOMES.find((outcome) => outcome === row.outcome)!,
    detail: JSON.parse(String(row.detail)),
  };
}
