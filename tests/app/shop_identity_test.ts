import assert from "node:assert/strict";
import { shopIdentity, withoutForeign } from "@/lib/app/shop_identity.ts";
import type { Config } from "@/lib/config/config.ts";
import { parseConfig } from "@/lib/config/parse_config.ts";
import { aSnapshot, aStatus } from "../bus/fixtures.ts";

const URL = "postgres://reader:secret@127.0.0.1/shop";

function read(text = "", url = URL): Config {
  return parseConfig({ file: { path: "marketpulse.yaml", text }, env: { DATABASE_URL: url }, flags: {} });
}

const CHANGES: [text: string, url?: string][] = [
  ["", "postgres://reader:secret@127.0.0.1/other"],
  ["", "postgres://reader:secret@127.0.0.1:5433/shop"],
  ["", "postgres://reader:secret@db/shop"],
  ["", `${URL}?options=-c%20search_path%3Dsecond`],
  ["schema: { orders: { table: orders } }"],
  ["schema: { jobs: null }"],
  ["business: { revenue: net }"],
  ["business: { timezone: America/New_York }"],
];

const MARKET_CHANGES = [
  'markets: { coupang: { base_url: "http://127.0.0.1:9" } }',
  "markets: { coupang: { enabled: false } }",
];

Deno.test("shopIdentity() differs for each other database, mapping, rule and market", () => {
  const all = [["", URL], ...CHANGES, ...MARKET_CHANGES.map((text) => [text])]
    .map(([text, url]) => shopIdentity(read(text, url)));
  assert.equal(new Set(all).size, all.length);
});

Deno.test("withoutForeign() forgets an own check that looks elsewhere, or is no more", () => {
  const shop = (port: number) =>
    read(
      `checks: [{ name: db, type: tcp, target: "127.0.0.1:${port}" }, { name: web, type: tcp, target: "127.0.0.1:1" }]`,
    );
  const snapshot = {
    ...aSnapshot(5),
    api_status: { coupang: aStatus({}), db: aStatus({}), web: aStatus({}) },
  };
  const kept = (after: Config) =>
    Object.keys(withoutForeign(snapshot, { before: shop(5), after }).api_status);
  assert.deepEqual(kept(shop(5)), ["coupang", "db", "web"]);
  assert.deepEqual(kept(shop(6)), ["coupang", "web"]);
  assert.deepEqual(kept(read()), ["coupang"]);
  assert.notEqual(shopIdentity(shop(5)), shopIdentity(shop(6)));
});

Deno.test("shopIdentity() stays when what does not make the shop changes, and tells no secret", () => {
  const same = [
    read("", "postgres://reader:changed@127.0.0.1:5432/shop"),
    read("interval: { metrics: 1s }\nserver: { port: 1 }\nmarkets: { coupang: { slow: 1s } }"),
  ];
  for (const config of same) assert.equal(shopIdentity(config), shopIdentity(read()));
  assert.match(shopIdentity(read()), /^[0-9a-f]{16}$/);
});

Deno.test("withoutForeign() forgets the figures of another shop, and says that it is connecting", () => {
  const snapshot = { ...aSnapshot(5), sale: { until: "2026-11-24T20:00:00+09:00" } };
  for (const [text, url] of CHANGES) {
    const kept = withoutForeign(snapshot, { before: read(), after: read(text, url) });
    assert.deepEqual([kept.sales, kept.orders, kept.inventory, kept.system.error_rate, kept.custom], [
      ...[null, null, null, null],
      {},
    ]);
    assert.deepEqual(
      [kept.seq, kept.epoch, kept.sale, kept.alerts],
      [snapshot.seq, snapshot.epoch, snapshot.sale, snapshot.alerts],
    );
    assert.match(kept.sources.sales.reason!.en, /Connecting/);
    assert.ok("coupang" in kept.api_status);
  }
});

Deno.test("withoutForeign() forgets a market that is asked elsewhere or no more, and nothing else", () => {
  const snapshot = { ...aSnapshot(5), api_status: { coupang: aStatus({}), naver: aStatus({}) } };
  for (const text of MARKET_CHANGES) {
    const kept = withoutForeign(snapshot, { before: read(), after: read(text) });
    assert.deepEqual(Object.keys(kept.api_status), ["naver"]);
    assert.deepEqual(kept.sales, snapshot.sales);
  }
  assert.deepEqual(
    withoutForeign(snapshot, { before: read(), after: read("interval: { metrics: 1s }") }),
    snapshot,
  );
});
