import assert from "node:assert/strict";
import { decimalSum } from "@/lib/metrics/decimal_sum.ts";

Deno.test("decimalSum() of nothing is 0", () => {
  assert.equal(decimalSum([]), 0);
});

Deno.test("decimalSum() adds without the error that adding numbers has", () => {
  assert.equal(0.1 + 0.2, 0.30000000000000004);
  assert.equal(decimalSum(["0.1", "0.2"]), 0.3);
});

Deno.test("decimalSum() takes signs and different numbers of digits", () => {
  assert.equal(decimalSum(["-0.50", "2", "-10.125"]), -8.625);
});

Deno.test("decimalSum() keeps small parts beside sums beyond 2^53", () => {
  assert.equal(decimalSum(["9007199254740993", "-9007199254740992.75"]), 0.25);
});
