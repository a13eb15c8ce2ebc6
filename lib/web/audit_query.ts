import type { Text } from "../shared/text.ts";
import { AUDIT_KINDS, type AuditQuery } from "../state/audit_store.ts";
import { moment } from "./history_query.ts";
import { auditTexts } from "./audit_texts.ts";

const WEEK = 7 * 24 * 3_600_000;
const USUAL_LIMIT = 1_000;
const MOST = 10_000;

export type ParsedAuditQuery =
  | { readonly ok: true; readonly value: AuditQuery }
  | { readonly ok: false; readonly problem: Text };

/**
 * Reads `since` (ISO 8601 with offset, by default a week ago), `kind` (by default all), `before` (an entry's `id`) and
 * `limit` (by default 1,000, at most 10,000).
 */
export function parseAuditQuery(params: URLSearchParams, now: number): ParsedAuditQuery {
  const since = moment(params.get("since"), now - WEEK);
  if (since === undefined) return no(auditTexts.badSince);
  const word = params.get("kind");
  const kind = AUDIT_KINDS.find((kind) => kind === word);
  if (word && !kind) return no(auditTexts.badKind(AUDIT_KINDS));
  const whole = (name: string, usual: number) => params.get(name) ? Number(params.get(name)) : usual;
  const before = whole("before", Number.MAX_SAFE_INTEGER);
  if (!Number.isSafeInteger(before) || before < 0) return no(auditTexts.badBefore);
  const limit = whole("limit", USUAL_LIMIT);
  if (!Number.isSafeInteger(limit) || limit < 1 || limit > MOST) return no(auditTexts.badLimit(MOST));
  return { ok: true, value: { since, before, limit, ...(kind && { kind }) } };
}

const no = (problem: Text): ParsedAuditQuery => ({ ok: false, problem });
