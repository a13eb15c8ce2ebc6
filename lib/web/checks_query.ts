import type { Text } from "../shared/text.ts";
import { checksTexts } from "./checks_texts.ts";
import { moment } from "./history_query.ts";

const DAY = 24 * 3_600_000;
const USUAL_LIMIT = 1_000;
const MOST = 10_000;

export interface ChecksQuery {
  /** All markets when left out. */
  readonly market?: string;
  /** ms since 1970 */
  readonly since: number;
  readonly limit: number;
}

export type ParsedChecksQuery =
  | { readonly ok: true; readonly value: ChecksQuery }
  | { readonly ok: false; readonly problem: Text };

/**
 * Reads `market` (one of `markets`, by default all), `since` (ISO 8601 with offset, by default 24 hours ago) and `limit`
 * (by default 1,000, at most 10,000).
 */
export function parseChecksQuery(
  params: URLSearchParams,
  { now, markets }: { now: number; markets: readonly string[] },
): ParsedChecksQuery {
  const market = params.get("market") || undefined;
  if (market !== undefined && !markets.includes(market)) return no(checksTexts.unknownMarket(markets));
  const since = moment(params.get("since"), now - DAY);
  if (since === undefined) return no(checksTexts.badSince);
  const limit = params.get("limit") ? Number(params.get("limit")) : USUAL_LIMIT;
  if (!Number.isSafeInteger(limit) || limit < 1 || limit > MOST) return no(checksTexts.badLimit(MOST));
  return { ok: true, value: { market, since, limit } };
}

const no = (problem: Text): ParsedChecksQuery => ({ ok: false, problem });
