import { COMMON_RULES, QUOTA_PAUSE } from "./common_rules.ts";
import type { Call, Market } from "./market.ts";
import { readJson } from "./read_json.ts";
import type { Rule } from "./rule.ts";
import { REMEDIES } from "./texts.ts";

/**
 * What answers without a key say: a refusal comes from somebody who is there. A page under 403 is a block in front of the
 * API, which says nothing of it.
 */
export const KEYLESS_RULES: readonly Rule[] = [
  { when: { probe: "keyless", status: 429 }, class: "QUOTA", remedy: REMEDIES.quota, pause: QUOTA_PAUSE },
  { when: { probe: "keyless", status: 403, format: "html" }, class: "UNKNOWN", remedy: REMEDIES.blocked },
  { when: { probe: "keyless", status: [200, 299] }, class: "UP", remedy: null },
  { when: { probe: "keyless", status: [400, 499] }, class: "UP", remedy: null },
];

/** A market of which is checked only whether its API answers, every ten minutes; in between a handshake has to do. */
export function keylessMarket(path: Call["path"]) {
  return {
    calls: { reach: { method: "GET", path } },
    credentials: [],
    keyless: { call: "reach", every: 10 * 60_000 },
    rules: [...KEYLESS_RULES, ...COMMON_RULES],
    read: readJson,
    signed() {
      throw new TypeError("Cannot sign: this market is checked without a key");
    },
  } as const satisfies Market<"reach">;
}
