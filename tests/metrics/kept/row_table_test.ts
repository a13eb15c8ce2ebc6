import assert from "node:assert/strict";
import { integerBetween, seededRandom } from "@/lib/demo/random.ts";
import { DistinctCount } from "@/lib/metrics/kept/distinct_count.ts";
import { type Key, RowTable } from "@/lib/metrics/kept/row_table.ts";

const textOf = ({ high, low }: Key) => `${high}/${low}`;

Deno.test("RowTable keeps what a Map keeps, whatever comes and goes", () => {
  const random = seededRandom(1);
  // Few different halves, so that keys collide in the index and share one half.
  const anyKey = () => ({ high: integerBetween(random, 0, 50), low: integerBetween(random, 0, 2000) * 1024 });
  const table = new RowTable({ value: Float64Array, small: Uint16Array });
  const expected = new Map<string, number>();
  for (let step = 0; step < 60_000; step++) {
    const key = anyKey();
    const position = table.find(key);
    assert.equal(position === -1 ? undefined : table.get("value", position), expected.get(textOf(key)));
    if (position === -1) {
      const added = table.add(key);
      table.set("value", added, step);
      table.set("small", added, step % 65_536);
      expected.set(textOf(key), step);
    } else if (random() < 0.6) {
      table.remove(position);
      expected.delete(textOf(key));
    }
    assert.equal(table.size, expected.size);
  }
  const kept = Array.from({ length: table.size }, (_, position): [string, number] => {
    assert.equal(table.get("small", position), table.get("value", position) % 65_536);
    return [textOf(table.keyAt(position)), table.get("value", position)];
  });
  assert.deepEqual(new Map(kept), expected);
});

Deno.test("RowTable gives a row that is added again columns of 0", () => {
  const table = new RowTable({ value: Float64Array });
  const key = { high: 1, low: 2 };
  table.set("value", table.add(key), 5);
  table.remove(table.find(key));
  assert.equal(table.get("value", table.add(key)), 0);
});

Deno.test("RowTable keeps an order's columns in at most 48 bytes a row, and in less where they are whole numbers", () => {
  const columns = {
    at: Uint32Array,
    won: Uint32Array,
    rest: Float64Array,
    words: Uint16Array,
    content: Uint32Array,
    updated: Uint32Array,
  };
  const [table, numbered] = [new RowTable(columns), new RowTable(columns)];
  const random = seededRandom(2);
  let most = 0;
  for (let row = 0; row < 1_000_000; row++) {
    const position = table.add({ high: Math.floor(random() * 2 ** 32), low: Math.floor(random() * 2 ** 32) });
    for (const name of ["at", "won", "rest", "words", "content", "updated"] as const) {
      table.set(name, position, 1);
    }
    numbered.add({ high: 0, low: row });
    for (const name of ["at", "won", "words", "content", "updated"] as const) numbered.set(name, position, 1);
    // A chunk that has just been begun is no row's.
    if (row > 500_000 && row % 16_384 === 16_383) most = Math.max(most, table.bytes / table.size);
  }
  assert.ok(most <= 48, `${most} bytes a row`);
  assert.ok(numbered.bytes / numbered.size <= 34, `${numbered.bytes / numbered.size} bytes a row`);
  assert.equal(table.size, 1_000_000);
});

Deno.test("DistinctCount counts a key as long as one of it is left", () => {
  const count = new DistinctCount();
  const [one, other] = [{ high: 1, low: 1 }, { high: 2, low: 1 }];
  for (const key of [one, one, other]) count.add(key);
  assert.equal(count.distinct, 2);
  count.remove(one);
  assert.equal(count.distinct, 2);
  count.remove(one);
  assert.equal(count.distinct, 1);
});
