import { COMMON_RULES, QUOTA_PAUSE } from "./common_rules.ts";
import { coupangAuthorization } from "./coupang_signature.ts";
import { keyAge } from "./credential_age.ts";
import type { Call, Market } from "./market.ts";
import { readJson } from "./read_json.ts";
import type { Rule } from "./rule.ts";
import { REMEDIES } from "./texts.ts";

/** Whether a category may be sold in: the smallest answer that needs a key, and nothing personal in it. */
const STATUS: Call = {
  method: "GET",
  path: "/v2/providers/seller_api/apis/api/v1/marketplace/meta/display-categories/56137/status",
};

/**
 * The message decides before the status, because the same message was seen under 401 and 403. A 403 page in HTML is
 * Akamai's block after too many failures, no refused key (developers.coupangcorp.com 25780974599577).
 */
const RULES: readonly Rule[] = [
  { when: { probe: "keyless", format: "json", status: [401, 403] }, class: "UP", remedy: null },
  { when: { message: /signature is expired/i }, class: "AUTH", remedy: REMEDIES.clock },
  { when: { message: /invalid signature/i }, class: "AUTH", remedy: REMEDIES.coupangSecret },
  { when: { message: /hmac format is invalid/i }, class: "AUTH", remedy: REMEDIES.coupangSecret },
  { when: { message: /please contact api-gateway/i }, class: "AUTH", remedy: REMEDIES.coupangAccessKey },
  { when: { message: /not authorized/i }, class: "AUTH", remedy: REMEDIES.coupangAccessKey },
  { when: { message: /not allowed ip/i }, class: "IP", remedy: REMEDIES.coupangIp },
  {
    when: { status: 403, format: "html" },
    class: "QUOTA",
    remedy: REMEDIES.coupangBlocked,
    pause: QUOTA_PAUSE,
  },
  { when: { status: 403, format: "json" }, class: "AUTH", remedy: REMEDIES.coupangAccessKey },
  { when: { status: 200, code: /^(SUCCESS|200)$/ }, class: "UP", remedy: null },
  { when: { status: 200, code: "ERROR" }, class: "UNKNOWN", remedy: REMEDIES.errorInside },
  ...COMMON_RULES,
];

/** Days that a key holds (developers.coupangcorp.com 20288952179993). */
const KEY_LIFE = 180;

export const coupang = {
  calls: { status: STATUS },
  credentials: ["access_key", "secret_key", "vendor_id"],
  keyless: { call: "status", every: 10 * 60_000 },
  // Five minutes is what users report; the official text says only that an old signature is refused.
  clock: { ahead: 5 * 60_000, behind: 5 * 60_000 },
  rules: RULES,
  read: readJson,
  ages({ access_key: given, key_issued: issued }, now) {
    return given && issued ? [keyAge({ name: "access_key", issued, life: KEY_LIFE, now })] : [];
  },
  signed(credentials, clock) {
    return async function coupangProbe(send) {
      return await send("status", {
        headers: {
          "authorization": await coupangAuthorization({ ...STATUS, at: clock.now() }, credentials),
          "content-type": "application/json;charset=UTF-8",
          "x-requested-by": credentials.vendor_id,
          "x-market": "KR",
        },
      });
    };
  },
} as const satisfies Market<"status">;
