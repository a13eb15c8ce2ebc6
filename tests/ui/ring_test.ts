import assert from "node:assert/strict";
import { Ring } from "@/lib/shared/ring.ts";

Deno.test("Ring keeps the newest items in order", () => {
  const ring = new Ring<number>(3);
  assert.deepEqual([ring.last(), ring.toArray(), ring.size], [undefined, [], 0]);
  for (let item = 1; item <= 7; item++) {
    ring.push(item);
    assert.equal(ring.last(), item);
  }
  assert.deepEqual([ring.toArray(), ring.size], [[5, 6, 7], 3]);
});

Deno.test("Ring.toArray() is a copy", () => {
  const ring = new Ring<number>(2);
  ring.push(1);
  ring.toArray().push(9);
  assert.deepEqual(ring.toArray(), [1]);
});

Deno.test("Ring refuses a capacity that holds nothing", () => {
  for (const capacity of [0, -1, 1.5, NaN]) assert.throws(() => new Ring(capacity), RangeError);
});
