import assert from "node:assert/strict";
import { simulateCoupang } from "@/lib/demo/market_coupang.ts";
import { pastResponses } from "@/lib/demo/market_past.ts";

const HOUR = 3_600_000;
const now = Date.parse("2026-11-24T03:00:00Z");
const key = { access_key: "a", secret_key: "b", vendor_id: "A1" };
const market = simulateCoupang({ key, clock: { now: () => now } });
const past = { seed: 7, market: "coupang", from: now - HOUR, to: now, every: 60_000 };

Deno.test("pastResponses() gives one response a check within the market's latencies, the same for the same seed", () => {
  const responses = pastResponses(market, { past, knows: () => true });
  assert.ok(responses.length > 30 && responses.length <= 60);
  for (const [at, ms] of responses) {
    assert.ok(at >= past.from && at < now && (at - past.from) % past.every === 0);
    assert.ok(ms >= market.latency[0] && ms <= market.slowLatency[1], String(ms));
  }
  assert.deepEqual(pastResponses(market, { past, knows: () => true }), responses);
  assert.notDeepEqual(pastResponses(market, { past: { ...past, seed: 8 }, knows: () => true }), responses);
});

Deno.test("pastResponses() leaves out times at which nothing would have answered", () => {
  const day = { ...past, from: now - 24 * 10 * HOUR };
  const hanging = pastResponses(market, { past: day, knows: (mood) => mood === "hanging" });
  assert.ok(hanging.length > 0 && hanging.length < 24 * 10 * 60);
});
