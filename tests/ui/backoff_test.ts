import assert from "node:assert/strict";
import { Backoff } from "@/lib/shared/backoff.ts";

Deno.test("Backoff.next() doubles its bound up to the maximum, and reset() starts over", () => {
  const backoff = new Backoff({ minimum: 1000, maximum: 5000, random: () => 0.5 });
  assert.deepEqual([1, 2, 3, 4, 5].map(() => backoff.next()), [500, 1000, 2000, 2500, 2500]);
  backoff.reset();
  assert.equal(backoff.next(), 500);
});

Deno.test("Backoff.next() stays finite however often it is asked", () => {
  const backoff = new Backoff({ minimum: 1000, maximum: 30_000, random: () => 0.999 });
  for (let attempt = 0; attempt < 2000; attempt++) assert.ok(backoff.next() <= 30_000);
});
