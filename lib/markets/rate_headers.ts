/** What a market says of how much it may still be asked, beside its answer. */
export interface Rate {
  /** ms until it wants to be asked again; null when it does not say. */
  readonly wait: number | null;
  /** The part (0 to 1) of our quota that is left; null when it does not say. */
  readonly left: number | null;
}

const SPANS: Readonly<Record<string, number>> = {
  SECONDS: 1_000,
  MINUTES: 60_000,
  HOURS: 3_600_000,
  DAYS: 24 * 3_600_000,
};

/** Pairs of what is left and of how much: Naver's longer quota and its bucket (commerce-api 2.0.0-RC, "Rate Limit"). */
const REMAINING = [
  ["gncp-gw-quota-remaining", "gncp-gw-quota-limit"],
  ["gncp-gw-ratelimit-remaining", "gncp-gw-ratelimit-burst-capacity"],
] as const;

/** What is used of how much, as `39/40` (developers.cafe24.com, shopify.dev). */
const USED = ["x-api-call-limit", "x-shopify-shop-api-call-limit"] as const;

/** Coupang's gateway warns from about nine tenths of its threshold on (its technical FAQ, "429"). */
const COUPANG_WARNS_AT = 0.1;

/** Reads the rate headers of an answer that came at `now` (ms since 1970); what makes no sense is not said. */
export function readRate(headers: Headers, now: number): Rate {
  const waits = [retryAfter(headers, now), seconds(headers.get("x-cafe24-call-remain")), quotaReset(headers)];
  const shares = [
    ...REMAINING.map(([left, limit]) => share(headers.get(left), headers.get(limit))),
    ...USED.map((name) => unused(headers.get(name))),
    headers.has("x-cag-warnings") ? COUPANG_WARNS_AT : null,
  ];
  return { wait: extreme(waits, Math.max), left: extreme(shares, Math.min) };
}

function extreme(values: readonly (number | null)[], pick: (...values: number[]) => number): number | null {
  const said = values.filter((value) => value !== null);
  return said.length > 0 ? pick(...said) : null;
}

/** Seconds or a date (RFC 9110, 10.2.3). */
function retryAfter(headers: Headers, now: number): number | null {
  const value = headers.get("retry-after");
  if (value === null) return null;
  // By the market's own clock, if it tells that, so that ours need not be right.
  const served = Date.parse(headers.get("date") ?? "");
  const until = /GMT$/.test(value) ? Date.parse(value) : NaN;
  return seconds(value) ?? (Number.isNaN(until) ? null : Math.max(0, until - (served || now)));
}

/** An exhausted quota of Naver's is new after its span at the latest. */
function quotaReset(headers: Headers): number | null {
  if (number(headers.get("gncp-gw-quota-remaining")) !== 0) return null;
  return SPANS[headers.get("gncp-gw-quota-period") ?? ""] ?? null;
}

function seconds(value: string | null): number | null {
  const figure = number(value);
  return figure === null ? null : figure * 1_000;
}

function share(left: string | null, limit: string | null): number | null {
  const [part, whole] = [number(left), number(limit)];
  return part === null || !whole ? null : Math.min(1, part / whole);
}

function unused(value: string | null): number | null {
  const [used, limit] = value?.split("/") ?? [];
  const rest = share(used ?? null, limit ?? null);
  return rest === null ? null : 1 - rest;
}

function number(value: string | null): number | null {
  return value !== null && /^\d{1,9}$/.test(value.trim()) ? Number(value) : null;
}
