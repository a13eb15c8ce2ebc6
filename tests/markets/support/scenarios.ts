/** How every row of every class table comes about: what the simulated market does, and what our settings are. */
import type { Mood } from "../../../lib/demo/market_mood.ts";
import type { MarketOptions } from "../../../lib/markets/market.ts";
import type { SimulatedCode as MarketCode } from "../../../lib/demo/market_simulated.ts";
import type { Condition } from "../../../lib/markets/rule.ts";
import type { HealthClass } from "../../../lib/shared/snapshot.ts";

export interface Scenario {
  /** The row that has to decide; none where more than one answer decides. */
  readonly row?: Condition;
  readonly class: HealthClass;
  readonly mood: Mood;
  /** Settings that are not the simulator's own. */
  readonly options?: Partial<MarketOptions>;
  /** A market that shows a certificate that nobody trusts; `plain`: one that speaks no TLS where it should. */
  readonly tls?: "untrusted" | "plain";
  /** When it happens, if not on a Thursday evening. ms since 1970 */
  readonly at?: number;
  /** Who is asked before the market is blamed. */
  readonly targets?: readonly string[];
}

const KEYLESS: Partial<MarketOptions> = {
  access_key: "",
  secret_key: "",
  vendor_id: "",
  client_id: "",
  client_secret: "",
  api_key: "",
};

/** Friday 03:00 in Korea. */
const FRIDAY = Date.UTC(2026, 0, 15, 18);

/** The discard service, which runs nowhere. */
const NOBODY = ["127.0.0.1:9"];

/** Long enough for a whole answer of the simulator, short enough to be waited for. */
const IMPATIENT = { timeout: 300, slow: 200 };

const COMMON: readonly Scenario[] = [
  { row: { failure: "timeout" }, class: "DOWN", mood: "hanging", options: IMPATIENT },
  // No server can play a name that does not resolve.
  { row: { failure: "dns" }, class: "DOWN", mood: "healthy", options: { base_url: "http://market.invalid" } },
  { row: { failure: ["refused", "unreachable"] }, class: "DOWN", mood: "closed" },
  { row: { failure: ["reset", "malformed"] }, class: "DOWN", mood: "cut" },
  { row: { failure: "certificate" }, class: "DOWN", mood: "healthy", tls: "untrusted" },
  { row: { failure: "tls" }, class: "DOWN", mood: "healthy", tls: "plain" },
  { row: { status: 504 }, class: "DOWN", mood: "gateway_timeout" },
  { row: { status: [500, 599] }, class: "DOWN", mood: "down" },
  { row: { status: [300, 399] }, class: "UNKNOWN", mood: "redirect" },
  { row: { status: 401, probe: "signed" }, class: "AUTH", mood: "unauthorized" },
  { row: { status: [400, 499] }, class: "UNKNOWN", mood: "not_found" },
  { row: { format: "cut" }, class: "UNKNOWN", mood: "oversized" },
  { row: {}, class: "UNKNOWN", mood: "broken" },
];

const COUPANG: readonly Scenario[] = [
  {
    row: { probe: "keyless", format: "json", status: [401, 403] },
    class: "UP",
    mood: "healthy",
    options: KEYLESS,
  },
  { row: { message: /signature is expired/i }, class: "AUTH", mood: "clock" },
  {
    row: { message: /invalid signature/i },
    class: "AUTH",
    mood: "healthy",
    options: { secret_key: "wrong" },
  },
  {
    row: { message: /hmac format is invalid/i },
    class: "AUTH",
    mood: "healthy",
    options: { access_key: "a b" },
  },
  {
    row: { message: /please contact api-gateway/i },
    class: "AUTH",
    mood: "healthy",
    options: { access_key: "another" },
  },
  { row: { message: /not authorized/i }, class: "AUTH", mood: "unsigned" },
  { row: { message: /not allowed ip/i }, class: "IP", mood: "ip" },
  { row: { status: 403, format: "html" }, class: "QUOTA", mood: "blocked" },
  { row: { status: 403, format: "json" }, class: "AUTH", mood: "forbidden" },
  { row: { status: 200, code: /^(SUCCESS|200)$/ }, class: "UP", mood: "healthy" },
  { row: { status: 200, code: "ERROR" }, class: "UNKNOWN", mood: "error_inside" },
  { row: { status: 429 }, class: "QUOTA", mood: "quota" },
  { row: { failure: "unsendable" }, class: "UNKNOWN", mood: "healthy", options: { access_key: "a\nb" } },
];

const NAVER: readonly Scenario[] = [
  {
    row: { probe: "keyless", format: "json", status: [401, 403] },
    class: "UP",
    mood: "healthy",
    options: KEYLESS,
  },
  { row: { code: "GW.IP_NOT_ALLOWED" }, class: "IP", mood: "ip" },
  { row: { code: "GW.BLOCK.02" }, class: "MAINTENANCE", mood: "maintenance" },
  { row: { code: "GW.QUOTA_LIMIT", period: "HOURS" }, class: "QUOTA", mood: "penalty" },
  { row: { code: "GW.QUOTA_LIMIT" }, class: "QUOTA", mood: "quota_minutes" },
  { row: { call: "token", status: 400, message: /timestamp/i }, class: "AUTH", mood: "clock" },
  {
    row: { call: "token", status: 400 },
    class: "AUTH",
    mood: "healthy",
    options: { client_secret: "$2a$04$abcdefghijklmnopqrstuu" },
  },
  { row: { call: "token", status: 401 }, class: "AUTH", mood: "token_refused" },
  { row: { code: /^(GW\.AUTHN|UNAUTHORIZED)$/ }, class: "AUTH", mood: "auth" },
  { row: { code: "GW.AUTHZ" }, class: "AUTH", mood: "no_permission" },
  { row: { status: 403, format: "json" }, class: "AUTH", mood: "store_closed" },
  { row: { call: "token", status: 404, code: /^(?!GW\.).+_NOT_FOUND$/ }, class: "AUTH", mood: "no_store" },
  { row: { call: "account", status: [200, 299], format: "json" }, class: "UP", mood: "healthy" },
  { row: { status: 429 }, class: "QUOTA", mood: "quota" },
  { row: { failure: "unsendable" }, class: "UNKNOWN", mood: "token_broken" },
];

const ELEVENST: readonly Scenario[] = [
  { row: { code: "-1000" }, class: "MAINTENANCE", mood: "maintenance" },
  { row: { format: "html", maintained: true }, class: "MAINTENANCE", mood: "blocked", at: FRIDAY },
  {
    row: { failure: ["dns", "refused", "unreachable", "timeout", "reset"], maintained: true },
    class: "MAINTENANCE",
    mood: "closed",
    at: FRIDAY,
  },
  { row: { code: /^(004|overedTraffic)$/ }, class: "QUOTA", mood: "quota" },
  { row: { message: /overedTraffic/ }, class: "QUOTA", mood: "traffic" },
  { row: { probe: "keyless", root: "AuthMessage" }, class: "UP", mood: "ip", options: KEYLESS },
  { row: { root: "AuthMessage", code: "-500" }, class: "IP", mood: "ip" },
  { row: { root: "AuthMessage", code: "-997" }, class: "UNKNOWN", mood: "error_inside" },
  { row: { root: "AuthMessage", code: "300" }, class: "AUTH", mood: "auth" },
  { row: { root: "AuthMessage" }, class: "AUTH", mood: "healthy", options: { api_key: "wrong" } },
  { row: { code: "-1", message: /key/i }, class: "AUTH", mood: "key_unknown" },
  { row: { code: /^-/ }, class: "UNKNOWN", mood: "bad_range" },
  { row: { status: 200, call: "outbound", root: "inOutAddresss" }, class: "UP", mood: "healthy" },
  {
    row: { status: 200, call: "category", root: "categorys" },
    class: "UP",
    mood: "healthy",
    options: KEYLESS,
  },
  { row: { status: 200, code: "0" }, class: "UP", mood: "no_result" },
  { row: { code: /./ }, class: "UNKNOWN", mood: "other_result" },
  { row: { status: 200, format: "html" }, class: "UNKNOWN", mood: "blocked" },
  { row: { status: 429 }, class: "QUOTA", mood: "throttled" },
  { row: { failure: "unsendable" }, class: "UNKNOWN", mood: "healthy", options: { api_key: "a\nb" } },
];

/** Classes that no row gives: what is too slow, and what is our own fault. */
const BESIDE: readonly Scenario[] = [
  { class: "SLOW", mood: "slow", options: { slow: 15 } },
  { class: "SELF_OFFLINE", mood: "closed", targets: NOBODY },
  {
    class: "UNKNOWN",
    mood: "healthy",
    options: { ...KEYLESS, client_id: "a", access_key: "a", api_key: "" },
  },
];

/** Those at a time of their own come last, because time does not run backwards. */
export const SCENARIOS: Readonly<Record<MarketCode, readonly Scenario[]>> = {
  coupang: inOrder([...COUPANG, ...COMMON, ...BESIDE]),
  naver: inOrder([...NAVER, ...COMMON, ...BESIDE]),
  // Its only credential cannot be given by half.
  "11st": inOrder([...ELEVENST, ...COMMON, ...BESIDE.slice(0, 2)]),
};

function inOrder(scenarios: readonly Scenario[]): readonly Scenario[] {
  return scenarios.toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0));
}

/** What a row asks for, in words. */
export function nameOf(row: Condition): string {
  const words = Object.entries(row).map(([name, wanted]) =>
    `${name} ${wanted instanceof RegExp ? wanted : JSON.stringify(wanted)}`
  );
  return words.join(", ") || "anything else";
}
