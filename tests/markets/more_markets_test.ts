/** The markets that are checked when the seller says so. */
import assert from "node:assert/strict";
import { marketName } from "../../lib/shared/market_names.ts";
import { esmToken } from "../../lib/markets/esm_token.ts";
import type { Market, MarketOptions } from "../../lib/markets/market.ts";
import { MarketCheck } from "../../lib/markets/market_check.ts";
import { ClockSkew } from "../../lib/markets/clock_skew.ts";
import { SelfCheck } from "../../lib/markets/self_check.ts";
import { type MarketCode, markets, USUAL_MARKETS } from "../../lib/markets/markets.ts";
import { answer, failed, FakeNetwork, json } from "./support/fake_network.ts";
import { FakeTime } from "./support/fake_time.ts";
import { memoryLedger, settings } from "./support/settings.ts";

const OTHERS = (Object.keys(markets) as MarketCode[]).filter((code) => !USUAL_MARKETS.includes(code));
/** Epoch of the vector. */
const AT = 1_768_469_400_000;

const ESM = {
  master_id: "testmaster",
  secret_key: "test-secret",
  domain: "www.example.com",
  seller_ids: "A:auctionid,G:gmarketid",
};

function open(code: MarketCode, options: Partial<MarketOptions> = {}) {
  const time = new FakeTime(AT);
  const network = new FakeNetwork();
  const check = new MarketCheck(markets[code] as Market, {
    code,
    ledger: memoryLedger(time),
    options: settings(options),
    clock: time,
    network,
    selfCheck: new SelfCheck({ targets: [], names: [], network, clock: time }),
    skew: new ClockSkew(),
  });
  return { time, network, run: () => check.run(new AbortController().signal) };
}

Deno.test("esmToken() makes the token that an independent implementation makes", async () => {
  assert.equal(
    await esmToken(ESM, AT),
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6InRlc3RtYXN0ZXIifQ." +
      "eyJpc3MiOiJ3d3cuZXhhbXBsZS5jb20iLCJzdWIiOiJzZWxsIiwiYXVkIjoic2EuZXNtcGx1cy5jb20iLCJpYXQiOjE3Njg0Njk0MDAsInNzaSI6IkE6YXVjdGlvbmlkLEc6Z21hcmtldGlkIn0." +
      "CVV9oQzL5IsmTUnYBuHhGPq0VbcnGnuDWO4N1zj7Ko8",
  );
});

Deno.test("ESM is asked for categories with a token of the moment, and its refusal is the key's", async () => {
  const { network, run } = open("esm", { ...ESM, base_url: "https://sa2.esmplus.com" });
  network.respond = ({ call }) => json(200, [{ catCode: "1" }], { call });
  assert.equal((await run()).class, "UP");
  const [sent] = network.sent;
  assert.equal(sent!.url, "https://sa2.esmplus.com/item/v1/categories/site-cats");
  assert.equal(sent!.headers!.authorization, `Bearer ${await esmToken(ESM, AT)}`);
  network.respond = ({ call, headers }) => json(401, { message: `no ${headers!.authorization}` }, { call });
  const refused = await run();
  assert.equal(refused.class, "AUTH");
  assert.match(refused.remedy!.ko, /ESM PLUS/);
  assert.ok(!JSON.stringify(refused).includes(sent!.headers!.authorization!.slice(-43)));
});

for (
  const [body, status, expected] of [
    [{ data: { shop: { name: "가게" } } }, 200, "UP"],
    [{ errors: [{ message: "Throttled", extensions: { code: "THROTTLED" } }] }, 200, "QUOTA"],
    [{ errors: [{ message: "Throttled" }] }, 430, "QUOTA"],
    [{ errors: "[API] Invalid API key or access token" }, 401, "AUTH"],
    [{ errors: [{ message: "Access denied", extensions: { code: "ACCESS_DENIED" } }] }, 200, "AUTH"],
    [{ errors: "Unavailable Shop" }, 402, "UNKNOWN"],
    [{ errors: [{ message: "Internal error" }] }, 200, "UNKNOWN"],
    [{ data: null }, 200, "UNKNOWN"],
    [{ errors: "Internal" }, 500, "DOWN"],
  ] as const
) {
  Deno.test(`Shopify's ${status} ${JSON.stringify(body)} is ${expected}`, async () => {
    const { network, run } = open("shopify", {
      access_token: "shpat_0123456789abcdef",
      base_url: "https://s.invalid/admin/api/2026-10",
    });
    network.respond = ({ call }) => json(status, body, { call });
    assert.equal((await run()).class, expected);
    const [{ method, body: sent, headers }] = network.sent as unknown as [
      { method: string; body: string; headers: Record<string, string> },
    ];
    assert.deepEqual([method, JSON.parse(sent), headers["x-shopify-access-token"]], [
      "POST",
      { query: "{ shop { name } }" },
      "shpat_0123456789abcdef",
    ]);
  });
}

for (const code of OTHERS) {
  Deno.test(`${code} without a key: whoever refuses is there, and is asked every ten minutes`, async () => {
    const { time, network, run } = open(code);
    const html = "<!DOCTYPE html><title>Denied</title>";
    const rows = [
      [json(401, { message: "no key" }), "UP"],
      [json(403, { errors: [{ code: "Unauthorized" }] }), "UP"],
      [json(404, {}), "UP"],
      [json(200, {}), "UP"],
      [answer({ status: 403, body: html }), "UNKNOWN"],
      [json(429, {}), "QUOTA"],
      [json(503, {}), "DOWN"],
      [answer({ status: 302 }), "UNKNOWN"],
      [failed("timeout"), "DOWN"],
    ] as const;
    for (const [seen, expected] of rows) {
      network.respond = ({ call }) => ({ ...seen, call });
      const { class: found, probe, remedy } = await run();
      assert.deepEqual([found, probe], [expected, "keyless"], JSON.stringify(seen));
      assert.equal(remedy === null, expected === "UP");
      time.skip(10 * 60_000);
    }
    network.sent.length = 0;
    network.respond = ({ call }) => json(401, {}, { call });
    for (let minutes = 0; minutes < 30; minutes += 1) {
      await run();
      time.skip(60_000);
    }
    assert.equal(network.sent.length, 3);
    assert.ok(network.sent.every(({ headers = {} }) => Object.keys(headers).length === 0));
  });
}

Deno.test("every market has a name in both languages", () => {
  // 11st is what it is called in English.
  for (const code of Object.keys(markets).filter((code) => code !== "11st")) {
    for (const language of ["ko", "en"] as const) {
      assert.notEqual(marketName(code, { language, marketNames: {} }), code);
    }
  }
});
