import { COMMON_RULES, QUOTA_PAUSE } from "./common_rules.ts";
import { KEYLESS_RULES } from "./keyless_market.ts";
import type { Market } from "./market.ts";
import { parseObject } from "./read_json.ts";
import type { Rule } from "./rule.ts";
import { NOTHING_SAID, type Said, sayUnreadable } from "./said.ts";
import type { Answer } from "./seen.ts";
import { REMEDIES } from "./texts.ts";

/** GraphQL tells of its errors inside a 200 (shopify.dev, "API response status and error codes"). */
const RULES: readonly Rule[] = [
  { when: { code: /^throttled$/i }, class: "QUOTA", remedy: REMEDIES.quota, pause: QUOTA_PAUSE },
  ...KEYLESS_RULES,
  { when: { status: 401 }, class: "AUTH", remedy: REMEDIES.shopifyToken },
  { when: { status: 403 }, class: "AUTH", remedy: REMEDIES.shopifyToken },
  { when: { code: "ACCESS_DENIED" }, class: "AUTH", remedy: REMEDIES.shopifyToken },
  { when: { status: 402 }, class: "UNKNOWN", remedy: REMEDIES.shopifyFrozen },
  { when: { status: 423 }, class: "UNKNOWN", remedy: REMEDIES.shopifyFrozen },
  { when: { status: 200, root: "shop" }, class: "UP", remedy: null },
  { when: { status: 200, format: "json" }, class: "UNKNOWN", remedy: REMEDIES.errorInside },
  ...COMMON_RULES,
];

/** The cheapest question that needs a token; a query, so it changes nothing although it is a POST. */
export const shopify = {
  calls: {
    shop: { method: "POST", path: "/graphql.json", body: JSON.stringify({ query: "{ shop { name } }" }) },
  },
  credentials: ["access_token"],
  keyless: { call: "shop", every: 10 * 60_000 },
  rules: RULES,
  read: readShopify,
  signed({ access_token }) {
    return function shopifyProbe(send) {
      return send("shop", {
        headers: { "x-shopify-access-token": access_token, "content-type": "application/json" },
      });
    };
  },
} as const satisfies Market<"shop">;

/** `root` is "shop" when the shop was told of. Errors are a text, or a list of which the first is read. */
function readShopify({ body, whole }: Answer): Said {
  const text = new TextDecoder().decode(body);
  const value = whole ? parseObject(text) : undefined;
  if (!value) return sayUnreadable(text, whole);
  const said = { ...NOTHING_SAID, format: "json" } as const;
  const { errors, data } = value as { errors?: unknown; data?: { shop?: unknown } | null };
  if (typeof errors === "string") {
    return { ...said, message: errors, code: /throttled/i.test(errors) ? "Throttled" : "" };
  }
  const [first] = Array.isArray(errors) ? errors as GraphQlError[] : [];
  if (first) {
    const message = String(first.message ?? "");
    return {
      ...said,
      message,
      code: String(first.extensions?.code ?? (/throttled/i.test(message) ? "Throttled" : "")),
    };
  }
  return { ...said, root: data?.shop ? "shop" : "" };
}

interface GraphQlError {
  readonly message?: unknown;
  readonly extensions?: { readonly code?: unknown };
}
