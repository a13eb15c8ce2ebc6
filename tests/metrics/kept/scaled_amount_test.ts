import assert from "node:assert/strict";
import { ExactSum, LARGEST_PART } from "@/lib/metrics/kept/exact_sum.ts";
import { decimalOf, scaledAmount } from "@/lib/metrics/kept/scaled_amount.ts";

Deno.test("scaledAmount() is exact, or says that it cannot be", () => {
  const cases: [string | null, number | undefined][] = [
    ["19900.00", 199_000_000],
    ["-5000", -50_000_000],
    ["-0.0001", -1],
    ["0.12340000", 1234],
    ["0", 0],
    ["450359962736.0", 4_503_599_627_360_000],
    ["450359962737.0496", undefined],
    ["0.00001", undefined],
    ["1000000000000000000000000000000", undefined],
    // What leaves nothing of a sum counts 0, as it does where the database adds up.
    ["1000000000000000000000000000000.1", 0],
    ["-99999999999999999999999999999999", 0],
    ["NaN", 0],
    ["Infinity", 0],
    ["-Infinity", 0],
    [null, 0],
  ];
  for (const [decimal, scaled] of cases) assert.equal(scaledAmount(decimal), scaled, String(decimal));
});

Deno.test("decimalOf() writes a sum as PostgreSQL does", () => {
  assert.equal(decimalOf(199_000_000n), "19900.0000");
  assert.equal(decimalOf(-1n), "-0.0001");
  assert.equal(decimalOf(0n), "0.0000");
});

Deno.test("ExactSum adds and takes back exactly, far beyond what a number holds", () => {
  const sum = new ExactSum();
  for (let part = 0; part < 1000; part++) sum.add(LARGEST_PART - 1);
  sum.add(1);
  assert.equal(sum.value, BigInt(LARGEST_PART - 1) * 1000n + 1n);
  for (let part = 0; part < 1000; part++) sum.add(1 - LARGEST_PART);
  assert.equal(sum.value, 1n);
});
