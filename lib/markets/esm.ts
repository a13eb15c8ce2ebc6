import { COMMON_RULES } from "./common_rules.ts";
import { esmToken } from "./esm_token.ts";
import { KEYLESS_RULES } from "./keyless_market.ts";
import type { Market } from "./market.ts";
import { readJson } from "./read_json.ts";
import type { Rule } from "./rule.ts";
import { REMEDIES } from "./texts.ts";

const RULES: readonly Rule[] = [
  ...KEYLESS_RULES,
  { when: { status: 401 }, class: "AUTH", remedy: REMEDIES.esmKey },
  { when: { status: 403, format: "json" }, class: "AUTH", remedy: REMEDIES.esmKey },
  { when: { status: [200, 299], format: "json" }, class: "UP", remedy: null },
  ...COMMON_RULES,
];

/** G마켓 and 옥션, which share one API. Only orders are limited to a call in five seconds; categories belong to nobody. */
export const esm = {
  calls: { categories: { method: "GET", path: "/item/v1/categories/site-cats" } },
  credentials: ["master_id", "secret_key", "domain", "seller_ids"],
  keyless: { call: "categories", every: 10 * 60_000 },
  rules: RULES,
  read: readJson,
  signed(credentials, clock) {
    return async function esmProbe(send) {
      const authorization = `Bearer ${await esmToken(credentials, clock.now())}`;
      return await send("categories", { headers: { authorization, accept: "application/json" } });
    };
  },
} as const satisfies Market<"categories">;
