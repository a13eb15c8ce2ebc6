import { COMMON_RULES, QUOTA_PAUSE } from "./common_rules.ts";
import type { Market } from "./market.ts";
import { readXml } from "./read_xml.ts";
import type { Rule } from "./rule.ts";
import { REMEDIES } from "./texts.ts";

const KST = 9 * 60 * 60_000;

/**
 * The HTTP status says next to nothing: bodies of 200 and 500 alike carry result codes, and an `AuthMessage` inside a
 * 500 comes from a server that is well (11st OpenAPI guide; observed 2026-07). -997 is a path that is not registered for
 * this key, never a bad key.
 */
const RULES: readonly Rule[] = [
  { when: { code: "-1000" }, class: "MAINTENANCE", remedy: REMEDIES.maintenance },
  { when: { format: "html", maintained: true }, class: "MAINTENANCE", remedy: REMEDIES.elevenstFriday },
  {
    when: { failure: ["dns", "refused", "unreachable", "timeout", "reset"], maintained: true },
    class: "MAINTENANCE",
    remedy: REMEDIES.elevenstFriday,
  },
  { when: { code: /^(004|overedTraffic)$/ }, class: "QUOTA", remedy: REMEDIES.quota, pause: QUOTA_PAUSE },
  { when: { message: /overedTraffic/ }, class: "QUOTA", remedy: REMEDIES.quota, pause: QUOTA_PAUSE },
  { when: { probe: "keyless", root: "AuthMessage" }, class: "UP", remedy: null },
  { when: { root: "AuthMessage", code: "-500" }, class: "IP", remedy: REMEDIES.elevenstIp },
  { when: { root: "AuthMessage", code: "-997" }, class: "UNKNOWN", remedy: REMEDIES.elevenstPath },
  { when: { root: "AuthMessage", code: "300" }, class: "AUTH", remedy: REMEDIES.elevenstApproval },
  { when: { root: "AuthMessage" }, class: "AUTH", remedy: REMEDIES.elevenstKey },
  { when: { code: "-1", message: /key/i }, class: "AUTH", remedy: REMEDIES.elevenstKey },
  { when: { code: /^-/ }, class: "UNKNOWN", remedy: REMEDIES.errorInside },
  { when: { status: 200, call: "outbound", root: "inOutAddresss" }, class: "UP", remedy: null },
  { when: { status: 200, call: "category", root: "categorys" }, class: "UP", remedy: null },
  { when: { status: 200, code: "0" }, class: "UP", remedy: null },
  { when: { code: /./ }, class: "UNKNOWN", remedy: REMEDIES.errorInside },
  { when: { status: 200, format: "html" }, class: "UNKNOWN", remedy: REMEDIES.elevenstPage },
  ...COMMON_RULES,
];

export const elevenst = {
  calls: {
    outbound: { method: "GET", path: "/areaservice/outboundarea" },
    /** One category by its number; the list of all is megabytes long. */
    category: { method: "GET", path: "/cateservice/category/1097" },
  },
  credentials: ["api_key"],
  keyless: { call: "category", every: 0 },
  rules: RULES,
  read: readXml,
  signed({ api_key }) {
    return function elevenstProbe(send) {
      return send("outbound", { headers: { openapikey: api_key } });
    };
  },
  /** "Early every Friday", says the guide; the hours are not published, 00:00 to 08:00 in Korea is our reading. */
  maintained(at) {
    const korean = new Date(at + KST);
    return korean.getUTCDay() === 5 && korean.getUTCHours() < 8;
  },
} as const satisfies Market<"outbound" | "category">;
