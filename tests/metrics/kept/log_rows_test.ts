import assert from "node:assert/strict";
import { ERROR, LogRows, OTHER, WARNING } from "@/lib/metrics/kept/log_rows.ts";

Deno.test("LogRows forgets in front, takes back at the end, and counts what is left", () => {
  const rows = new LogRows();
  for (let at = 0; at < 20_000; at++) {
    rows.push(at, at % 10 === 0 ? ERROR : at % 5 === 0 ? WARNING : OTHER, at);
  }
  rows.dropUntil(9_999);
  rows.dropAfter(10_099);
  assert.deepEqual([rows.size, rows.count(ERROR), rows.count(WARNING), rows.last], [100, 10, 10, 10_099]);
  for (let at = 10_100; at < 40_000; at++) rows.push(at, OTHER, NaN);
  assert.deepEqual([rows.size, rows.count(ERROR)], [30_000, 10]);
  rows.dropUntil(50_000);
  assert.deepEqual([rows.size, rows.count(ERROR), rows.count(OTHER), rows.last], [0, 0, 0, undefined]);
});

Deno.test("LogRows knows average, greatest and 95th percentile of the durations after a moment", () => {
  const rows = new LogRows();
  rows.push(1, OTHER, 1_000_000);
  for (const [index, duration] of [30, 10, 20, 40].entries()) rows.push(2 + index, OTHER, duration);
  rows.push(9, OTHER, NaN);
  assert.deepEqual(rows.durationsAfter(1), { count: 4, average: 25, longest: 40, p95: 38.5 });
  assert.deepEqual(rows.durationsAfter(9), { count: 0, average: null, longest: null, p95: null });
});
