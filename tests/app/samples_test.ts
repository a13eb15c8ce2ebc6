import assert from "node:assert/strict";
import { samplesOf } from "@/lib/app/samples.ts";
import { orders, sales } from "../live/fakes.ts";

const at = "2026-11-24T12:00:00+09:00";

Deno.test("samplesOf() names figures by their path in the snapshot and leaves out lists and unbounded names", () => {
  assert.deepEqual(samplesOf({ kind: "delivered", source: "sales", at, data: sales("2026-11-24") }), {
    "sales.today.today_orders": 3,
    "sales.today.today_revenue": 3000,
    "sales.today.unique_customers": 3,
    "sales.yesterday_same_time.orders": 1,
    "sales.yesterday_same_time.revenue": 1000,
  });
  assert.deepEqual(samplesOf({ kind: "delivered", source: "orders", at, data: orders }), {
    "orders.pending": 1,
    "orders.processing": 0,
    "orders.completed": 0,
    "orders.cancelled": 0,
  });
});

Deno.test("samplesOf() leaves out what is unknown, it is not 0", () => {
  const system = { error_rate: null, error_ratio: 0.5, warning_count: null, api_metrics: null };
  assert.deepEqual(samplesOf({ kind: "delivered", source: "system", at, data: system }), {
    "system.error_ratio": 0.5,
  });
  const reason = { ko: "", en: "" };
  assert.deepEqual(samplesOf({ kind: "failed", source: "sales", at, reason, remedy: null }), {});
});

Deno.test("samplesOf() keeps of a check its response time, where something answered", () => {
  const check = {
    status: "healthy",
    class: "UP",
    probe: "signed",
    status_code: 200,
    last_check: at,
    error: null,
    remedy: null,
  } as const;
  const data = { coupang: { ...check, response_time: 120.5 }, "11st": { ...check, response_time: null } };
  assert.deepEqual(samplesOf({ kind: "delivered", source: "checks", at, data }), {
    "api_status.coupang.response_time": 120.5,
  });
});
