import assert from "node:assert/strict";
import { diff, merge, sameJson } from "@/lib/shared/merge_patch.ts";
import { seededRandom } from "@/lib/demo/random.ts";

// The examples of RFC 7396, appendix A, that are about objects.
const RFC_EXAMPLES: [object, Record<string, unknown>, object][] = [
  [{ a: "b" }, { a: "c" }, { a: "c" }],
  [{ a: "b" }, { b: "c" }, { a: "b", b: "c" }],
  [{ a: "b" }, { a: null }, {}],
  [{ a: "b", b: "c" }, { a: null }, { b: "c" }],
  [{ a: ["b"] }, { a: "c" }, { a: "c" }],
  [{ a: "c" }, { a: ["b"] }, { a: ["b"] }],
  [{ a: { b: "c" } }, { a: { b: "d", c: null } }, { a: { b: "d" } }],
  [{ a: [{ b: "c" }] }, { a: [1] }, { a: [1] }],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
];

Deno.test("merge() gives what RFC 7396 says, and leaves its arguments alone", () => {
  for (const [state, patch, expected] of RFC_EXAMPLES) {
    const before = structuredClone(state);
    assert.deepEqual(merge(state, patch), expected);
    assert.deepEqual(state, before);
  }
});

Deno.test("merge() keeps the identity of what the patch does not touch", () => {
  const state = { sales: { today: 1 }, orders: { pending: 2 } };
  assert.equal(merge(state, { sales: { today: 2 } }).orders, state.orders);
});

Deno.test("merge() does not reach the prototype of objects", () => {
  merge({}, JSON.parse('{"__proto__": {"polluted": true}}'));
  assert.equal(({} as Record<string, unknown>).polluted, undefined);
});

Deno.test("diff() is undefined where nothing changed, and null and absent are one", () => {
  assert.equal(diff({ a: 1, b: [{ c: 2 }], d: null }, { b: [{ c: 2 }], a: 1 }), undefined);
});

Deno.test("diff() merged into the old value gives the new one, for 2,000 random pairs", () => {
  const random = seededRandom(7396);
  for (let round = 0; round < 2_000; round++) {
    const [before, after] = [randomObject(random, 3), randomObject(random, 3)];
    const patched = merge(before, diff(before, after) ?? {});
    assert.ok(
      sameJson(withoutNulls(patched), withoutNulls(after)),
      JSON.stringify({ before, after, patched }),
    );
  }
});

function randomObject(random: () => number, depth: number): Record<string, unknown> {
  const keys = ["a", "b", "c", "d"].filter(() => random() < 0.7);
  return Object.fromEntries(keys.map((key) => [key, randomValue(random, depth)]));
}

function randomValue(random: () => number, depth: number): unknown {
  const kind = Math.floor(random() * (depth > 0 ? 6 : 4));
  if (kind === 0) return null;
  if (kind === 1) return Math.floor(random() * 3);
  if (kind === 2) return random() < 0.5 ? "x" : "";
  if (kind === 3) return random() < 0.5;
  if (kind === 4) return [randomValue(random, depth - 1), null];
  return randomObject(random, depth - 1);
}

/** A patched state cannot tell a null member from an absent one. */
function withoutNulls(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const kept = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutNulls(inner)]));
}
