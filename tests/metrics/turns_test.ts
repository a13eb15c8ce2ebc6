import assert from "node:assert/strict";
import { Turns } from "@/lib/metrics/custom/turns.ts";
import type { CustomMetric } from "@/lib/shared/custom_metric.ts";

function metric(name: string, more: Partial<CustomMetric> = {}): CustomMetric {
  const thresholds = { warn: null, bad: null, direction: "above" } as const;
  const title = { ko: name, en: name };
  const face = { title, unit: "count", format: "", thresholds, interval: 10_000 } as const;
  return { name, sql: "SELECT 1", timeout: 3_000, where: "", definition: name, ...face, ...more };
}

Deno.test("Turns.take() gives the metric that waits longest, each once until it is done", () => {
  const turns = new Turns();
  const [a, b] = [metric("a"), metric("b")];
  turns.use([a, b], 0);
  assert.deepEqual([turns.take(0), turns.take(0), turns.take(0)], [a, b, undefined]);
  assert.equal(turns.take(10_000), undefined, "both are being read");
  turns.done(b, { ended: false, now: 10_000 });
  assert.equal(turns.take(10_000), b);
});

Deno.test("Turns.done() lets what was ended for its time wait twice as long each time, for five minutes at most", () => {
  const turns = new Turns();
  const a = metric("a");
  turns.use([a], 0);
  const waits: number[] = [];
  for (let now = 0, count = 0; count < 7; count++) {
    assert.equal(turns.take(now), a);
    turns.done(a, { ended: true, now });
    waits.push(turns.untilNext(now) / 1000);
    now += turns.untilNext(now);
  }
  assert.deepEqual(waits, [20, 40, 80, 160, 300, 300, 300]);
  turns.take(2_000_000);
  turns.done(a, { ended: false, now: 2_000_001 });
  assert.equal(turns.untilNext(2_000_000), 10_000);
});

Deno.test("Turns.use() goes on with what did not change, and reads what did at once", () => {
  const turns = new Turns();
  const [a, b] = [metric("a"), metric("b")];
  turns.use([a, b], 0);
  for (const one of [a, b]) {
    turns.take(0);
    turns.done(one, { ended: false, now: 1 });
  }
  const moved = { ...a, where: "another line" };
  const other = metric("b", { definition: "another statement" });
  turns.use([moved, other, metric("c")], 5_000);
  assert.deepEqual([turns.take(5_000)?.name, turns.take(5_000)?.name, turns.take(5_000)], [
    "b",
    "c",
    undefined,
  ]);
  assert.equal(turns.wants(b), false);
  turns.done(b, { ended: false, now: 6_000 });
  assert.equal(turns.take(6_000), undefined, "who reads the old one does not free the new one");
  assert.equal(turns.take(10_000), moved);
});
