import type { Context } from "fresh";
import { isoInZone } from "../metrics/business_day.ts";
import type { AuditRecord } from "../state/audit_store.ts";
import { parseAuditQuery } from "./audit_query.ts";
import type { Cell } from "./csv.ts";
import { errorResponse } from "./error_response.ts";
import type { State } from "./state.ts";

/** An entry as programs get it; `at` is ISO 8601 with the offset of the business's zone. */
export interface AuditAnswer extends Omit<AuditRecord, "at"> {
  readonly at: string;
}

/** Answers a request for the audit log, newest first, in the form that `write` gives it; 400 when the query is wrong. */
export async function auditAnswer(
  { url, state: { services } }: Context<State>,
  write: (entries: readonly AuditAnswer[]) => Response,
): Promise<Response> {
  const query = parseAuditQuery(url.searchParams, services.now());
  if (!query.ok) return errorResponse(400, { code: "bad_query", message: query.problem });
  const records = await services.audited(query.value);
  return write(records.map((entry) => ({ ...entry, at: isoInZone(entry.at, services.timezone) })));
}

const COLUMNS = ["at", "outcome", "kind", "action", "actor", "target", "address"] as const;

/** Entries as a table with a row of names. */
export function auditTable(entries: readonly AuditAnswer[]): Cell[][] {
  return [
    ["id", ...COLUMNS, "detail"],
    ...entries.map((entry) => [
      entry.id,
      ...COLUMNS.map((column) => entry[column]),
      JSON.stringify(entry.detail),
    ]),
  ];
}
