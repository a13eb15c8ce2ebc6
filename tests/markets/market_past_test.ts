import assert from "node:assert/strict";
import { simulateCoupang } from "@/lib/demo/market_coupang.ts";
import type { Mood } from "@/lib/demo/market_mood.ts";
import { pastChecks } from "@/lib/demo/market_past.ts";
import { markets } from "@/lib/markets/markets.ts";

const HOUR = 3_600_000;
const now = Date.parse("2026-11-24T03:00:00Z");
const key = { access_key: "a", secret_key: "b", vendor_id: "A1" };
const api = simulateCoupang({ key, clock: { now: () => now } });
const past = { seed: 7, market: "coupang", from: now - HOUR, to: now, every: 60_000, slow: 2_000 };
const checksOf = (changes: Partial<typeof past> = {}, knows: (mood: Mood) => boolean = () => true) =>
  pastChecks({ api, market: markets.coupang, knows }, { ...past, ...changes });

Deno.test("pastChecks() gives a check every interval within the market's latencies, the same for the same seed", () => {
  const checks = checksOf();
  assert.equal(checks.length, 60);
  for (const { at, response_time } of checks) {
    assert.ok(at >= past.from && at < now && (at - past.from) % past.every === 0);
    if (response_time === null) continue;
    assert.ok(response_time >= api.latency[0] && response_time <= api.slowLatency[1], String(response_time));
  }
  assert.deepEqual(checksOf(), checks);
  assert.notDeepEqual(checksOf({ seed: 8 }), checks);
});

/** Of a month in which a market is well or in one mood, what its checks say. */
function monthWith(mood: Mood) {
  const month = checksOf({ from: now - 30 * 24 * HOUR }, (known) => known === mood);
  const sick = month.filter((check) => check.class !== "UP");
  assert.ok(0 < sick.length && sick.length < month.length / 2, `${sick.length} of ${month.length}`);
  const seen = sick.map(({ class: health, status, status_code, error }) =>
    [health, status, status_code, error?.replace(/\d+ ms,/, "… ms,")].join("|")
  );
  return [...new Set(seen)];
}

Deno.test("pastChecks() says of each mood what the market's class table says", () => {
  assert.deepEqual(monthWith("slow"), ["SLOW|degraded|200|answered after … ms, more than 2000 ms"]);
  assert.deepEqual(monthWith("hanging"), ["DOWN|timeout||no whole answer in time"]);
  assert.deepEqual(monthWith("down"), ["DOWN|error|521|HTTP 521 ERROR Provider server is not available."]);
  assert.deepEqual(monthWith("quota"), ["QUOTA|degraded|429|HTTP 429 ERROR Too Many Requests"]);
});
