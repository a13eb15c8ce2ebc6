import assert from "node:assert/strict";
import type { Update } from "@/lib/collectors/update.ts";
import { samplesOf } from "@/lib/app/samples.ts";
import { isMoneyPath, mask, MONEY_PATHS } from "@/lib/shared/mask.ts";
import type { Snapshot } from "@/lib/shared/snapshot.ts";
import { schemas } from "@/lib/web/openapi_schemas.ts";
import { freshShop } from "../ui/fixtures.ts";

/** What an amount of money may be called. */
const SOUNDS_LIKE_MONEY =
  /revenue|amount|value|price|cost|sales$|won|krw|money|refund|profit|fee|total(?!_products|_requests)/i;

/** Members that sound like it and are none, or tell by their unit. */
const NOT_MONEY = ["sales", "sales.revenue", "custom.*.value", "layout.charts.*.value"];

const CUSTOM = {
  refunds: {
    unit: "KRW",
    title: "환불",
    value: 98_000,
    at: "2026-11-24T14:32:07+09:00",
    state: "ok",
    level: "bad",
  },
  returns: { unit: "count", title: "반품", value: 7 },
  faulty: {
    unit: "KRW",
    state: "down",
    reason: { ko: "98,000원은 숫자가 아닙니다", en: '"98,000원" is no number' },
  },
  by_market: { unit: "KRW", rows: [{ label: "coupang", value: 5_500 }], unheard_of: 123 },
};

/** A shop of which everything is known. */
const fullShop = (): Snapshot => ({ ...freshShop(), custom: CUSTOM as unknown as Snapshot["custom"] });

/** `path value` of every leaf; the entries of a list are `*`. */
function leaves(value: unknown, path: readonly string[] = []): [string, unknown][] {
  if (typeof value !== "object" || value === null) return [[path.join("."), value]];
  const entries = Array.isArray(value) ? value.map((entry) => ["*", entry] as const) : Object.entries(value);
  return entries.flatMap(([name, inner]) => leaves(inner, [...path, name]));
}

/** The paths of every member that the API's description knows of the snapshot, lists and tables as `*`. */
function described(schema: unknown, path: readonly string[] = []): string[] {
  const { $ref, anyOf, properties, items, additionalProperties } = schema as Record<string, unknown>;
  if (typeof $ref === "string") return described(schemas[$ref.split("/").at(-1)!], path);
  if (Array.isArray(anyOf)) return anyOf.flatMap((one) => described(one, path));
  if (properties) return Object.entries(properties).flatMap(([name, one]) => described(one, [...path, name]));
  const inner = items ?? additionalProperties;
  return inner ? described(inner, [...path, "*"]) : [path.join(".")];
}

Deno.test("every member of the snapshot that sounds like money has a verdict, and every path of money is a member", () => {
  const members = [...new Set(described(schemas.Snapshot))];
  const sounding = members.filter((path) =>
    SOUNDS_LIKE_MONEY.test(path.replace(/\.\*$/, "").split(".").at(-1)!)
  );
  const undecided = sounding.filter((path) =>
    !(MONEY_PATHS as readonly string[]).includes(path) && !NOT_MONEY.includes(path)
  );
  assert.deepEqual(undecided, [], "say in lib/shared/mask.ts that it is money, or here that it is not");
  assert.deepEqual(MONEY_PATHS.filter((path) => !members.includes(path)), []);
});

Deno.test("mask() hides every amount and nothing else, and says so", () => {
  const shop = fullShop();
  const [before, after] = [leaves({ ...shop, custom: {} }), leaves({ ...mask(shop), custom: {} })];
  const hidden = after.filter(([path], index) =>
    before[index]?.[0] === path && before[index]![1] !== null && after[index]![1] === null
  );
  assert.deepEqual(new Set(hidden.map(([path]) => path)), new Set(MONEY_PATHS));
  const left = after.filter(([path]) => !(MONEY_PATHS as readonly string[]).includes(path));
  const same = before.filter(([path]) => !(MONEY_PATHS as readonly string[]).includes(path));
  assert.deepEqual(
    left.filter(([path]) => path !== "epoch" && path !== "masked"),
    same.filter(([path]) => path !== "epoch"),
  );
  assert.deepEqual([mask(shop).masked, shop.masked], [true, undefined]);
  assert.deepEqual(shop, fullShop(), "the snapshot itself is left as it was");
  assert.equal(mask(shop).system, shop.system, "what has no amounts is the same");
});

Deno.test("mask() hides of own figures in money all but what is known to tell nothing", () => {
  assert.deepEqual(mask(fullShop()).custom, {
    refunds: { ...CUSTOM.refunds, value: null, level: null },
    returns: CUSTOM.returns,
    // A database quotes what it cannot read.
    faulty: { unit: "KRW", state: "down", reason: null },
    by_market: { unit: "KRW", rows: null, unheard_of: null },
  });
});

Deno.test("mask() of a shop of which nothing is known invents nothing", () => {
  const { masked: _masked, epoch: _epoch, ...rest } = mask({
    ...freshShop(),
    sales: null,
    orders: null,
    inventory: null,
  });
  assert.deepEqual([rest.sales, rest.orders, rest.inventory], [null, null, null]);
});

Deno.test("isMoneyPath() knows every recorded figure that is an amount", () => {
  const { sales, orders, inventory, system } = fullShop();
  const at = "2026-11-24T14:32:07+09:00";
  const updates = [
    { kind: "delivered", source: "sales", at, data: sales },
    { kind: "delivered", source: "orders", at, data: orders },
    { kind: "delivered", source: "inventory", at, data: inventory },
    { kind: "delivered", source: "system", at, data: system },
  ] as Update[];
  const recorded = updates.flatMap((update) => Object.keys(samplesOf(update)));
  const money = recorded.filter((path) => isMoneyPath(path, { custom: {} }));
  assert.deepEqual(money.toSorted(), [
    "inventory.inventory_value",
    "sales.today.today_revenue",
    "sales.yesterday_same_time.revenue",
  ]);
  const undecided = recorded.filter((path) =>
    SOUNDS_LIKE_MONEY.test(path.split(".").at(-1)!) && !money.includes(path)
  );
  assert.deepEqual(undecided, []);
});

Deno.test("isMoneyPath() takes own figures by their unit, and one that is not known any more for an amount", () => {
  const shop = fullShop();
  const paths = [
    "custom.refunds",
    "custom.refunds.value",
    "custom.returns",
    "custom.gone",
    "custom.constructor",
  ];
  assert.deepEqual(paths.map((path) => isMoneyPath(path, shop)), [true, true, false, true, true]);
});
