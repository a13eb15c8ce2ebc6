import { COMMON_RULES, QUOTA_PAUSE } from "./common_rules.ts";
import type { Market, Probe } from "./market.ts";
import { isNaverSecret } from "./naver_signature.ts";
import { BEHIND, NaverToken } from "./naver_token.ts";
import { readJson } from "./read_json.ts";
import type { Rule } from "./rule.ts";
import { REMEDIES } from "./texts.ts";

const HOUR = 60 * 60_000;

/**
 * Codes that begin with `GW.` are the gateway's (github.com/commerce-api-naver/commerce-api, 2.0.0-RC). A 400 of the
 * token endpoint names the field that it did not like.
 */
const RULES: readonly Rule[] = [
  { when: { probe: "keyless", format: "json", status: [401, 403] }, class: "UP", remedy: null },
  // A fault at Naver let one address alternate between success and this code (commerce-api discussions 3428).
  { when: { code: "GW.IP_NOT_ALLOWED" }, class: "IP", remedy: REMEDIES.naverIp, hits: 3 },
  { when: { code: "GW.BLOCK.02" }, class: "MAINTENANCE", remedy: REMEDIES.maintenance },
  {
    when: { code: "GW.QUOTA_LIMIT", period: "HOURS" },
    class: "QUOTA",
    remedy: REMEDIES.naverQuota,
    pause: HOUR,
  },
  { when: { code: "GW.QUOTA_LIMIT" }, class: "QUOTA", remedy: REMEDIES.naverQuota, pause: QUOTA_PAUSE },
  { when: { call: "token", status: 400, message: /timestamp/i }, class: "AUTH", remedy: REMEDIES.clock },
  { when: { call: "token", status: 400 }, class: "AUTH", remedy: REMEDIES.naverSecret },
  { when: { call: "token", status: 401 }, class: "AUTH", remedy: REMEDIES.naverSecret },
  { when: { code: /^(GW\.AUTHN|UNAUTHORIZED)$/ }, class: "AUTH", remedy: REMEDIES.naverPermission },
  { when: { code: "GW.AUTHZ" }, class: "AUTH", remedy: REMEDIES.naverPermission },
  { when: { status: 403, format: "json" }, class: "AUTH", remedy: REMEDIES.naverState },
  {
    when: { call: "token", status: 404, code: /^(?!GW\.).+_NOT_FOUND$/ },
    class: "AUTH",
    remedy: REMEDIES.naverState,
  },
  { when: { call: "account", status: [200, 299], format: "json" }, class: "UP", remedy: null },
  ...COMMON_RULES,
];

export const naver = {
  calls: {
    token: { method: "POST", path: "/v1/oauth2/token" },
    account: { method: "GET", path: "/v1/seller/account" },
  },
  credentials: ["client_id", "client_secret"],
  keyless: { call: "account", every: 10 * 60_000 },
  // Not in the future and not older than five minutes (commerce-api discussion 357); we send the time three seconds ago.
  clock: { ahead: BEHIND, behind: 5 * 60_000 - BEHIND },
  rules: RULES,
  read: readJson,
  signed(credentials, clock) {
    const tokens = new NaverToken(credentials, clock);
    const probe: Probe<"token" | "account"> = async (send) => {
      if (!isNaverSecret(credentials.client_secret)) {
        return {
          kind: "unsent",
          error: "client_secret is malformed",
          reason: { ko: "client_secret의 형식이 잘못되었습니다", en: "client_secret is malformed" },
          remedy: REMEDIES.naverSecretForm,
        };
      }
      const token = await tokens.get(send);
      if (typeof token !== "string") return token;
      const seen = await send("account", bearer(token));
      if (seen.kind !== "answer" || seen.status !== 401) return seen;
      const another = await tokens.reissue(send) ?? seen;
      return typeof another === "string" ? await send("account", bearer(another)) : another;
    };
    return Object.assign(probe, { holds: () => tokens.age() });
  },
} as const satisfies Market<"token" | "account">;

function bearer(token: string) {
  return { headers: { authorization: `Bearer ${token}` } };
}
