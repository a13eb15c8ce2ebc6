import assert from "node:assert/strict";
import { around, between, integerBetween, pick, pickWeighted, seededRandom } from "../../lib/demo/random.ts";

function draw<T>(count: number, next: () => T): T[] {
  return Array.from({ length: count }, next);
}

Deno.test("seededRandom() gives the same numbers for the same seed, and others for another", () => {
  const numbers = draw(20, seededRandom(7));
  assert.deepEqual(draw(20, seededRandom(7)), numbers);
  assert.notDeepEqual(draw(20, seededRandom(8)), numbers);
});

Deno.test("seededRandom() spreads its numbers evenly from 0 to below 1", () => {
  const tenths = Object.groupBy(draw(20_000, seededRandom(1)), (number) => Math.floor(number * 10));
  assert.deepEqual(Object.keys(tenths), ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);
  for (const [tenth, numbers] of Object.entries(tenths)) {
    assert.ok(Math.abs(numbers!.length - 2_000) < 200, `${numbers!.length} numbers from 0.${tenth}`);
  }
});

Deno.test("between() and integerBetween() keep to their bounds, and the whole numbers reach both", () => {
  const random = seededRandom(2);
  assert.ok(draw(1_000, () => between(random, 5, 6)).every((number) => number >= 5 && number < 6));
  assert.deepEqual(new Set(draw(1_000, () => integerBetween(random, -1, 2))), new Set([-1, 0, 1, 2]));
});

Deno.test("pick() takes each item now and then, and refuses an empty list", () => {
  const random = seededRandom(3);
  assert.deepEqual(new Set(draw(200, () => pick(random, ["a", "b", "c"]))), new Set(["a", "b", "c"]));
  assert.throws(() => pick(random, []), { name: "RangeError", message: "Cannot pick from an empty list" });
});

Deno.test("pickWeighted() takes items by their weights, and never one without weight", () => {
  const random = seededRandom(4);
  const weights = { never: 0, seldom: 1, often: 3, neither: 0 };
  const picked = draw(
    4_000,
    () => pickWeighted(random, Object.keys(weights), (name) => weights[name as "often"]),
  );
  const { seldom, often, ...rest } = Object.groupBy(picked, (name) => name);
  assert.deepEqual(rest, {});
  assert.ok(Math.abs(often!.length / seldom!.length - 3) < 0.4, `${often!.length} to ${seldom!.length}`);
  assert.throws(() => pickWeighted(random, ["a"], () => 0), {
    name: "RangeError",
    message: "Cannot pick by weights of which none is above 0",
  });
});

Deno.test("around() has half of its numbers below the median and two thirds within the spread", () => {
  const random = seededRandom(5);
  const numbers = draw(10_000, () => around(random, 100, 2));
  const below = numbers.filter((number) => number < 100).length;
  const within = numbers.filter((number) => number > 50 && number < 200).length;
  assert.ok(numbers.every((number) => number > 0));
  assert.ok(Math.abs(below - 5_000) < 200, `${below} below`);
  assert.ok(Math.abs(within - 6_827) < 200, `${within} within`);
});
