import assert from "node:assert/strict";
import { Pace } from "@/lib/metrics/pace.ts";

const took = (pace: Pace, duration: number, times = 1) => {
  for (let time = 0; time < times; time++) pace.took(duration);
};

Deno.test("Pace keeps the interval that was asked for while readings fit into it", () => {
  const pace = new Pace(5_000);
  took(pace, 4_999, 100);
  assert.deepEqual([pace.interval, pace.slowness], [5_000, null]);
});

Deno.test("Pace doubles the interval until a reading fits, and says which one was too slow", () => {
  const pace = new Pace(1_000);
  took(pace, 3_500);
  assert.equal(pace.interval, 4_000);
  assert.deepEqual(pace.slowness, { asked: 1_000, took: 3_500 });
  took(pace, 3_900, 50);
  assert.equal(pace.interval, 4_000);
  took(pace, 4_100);
  assert.equal(pace.interval, 8_000);
});

Deno.test("Pace halves the interval after six quick readings in a row, down to the one asked for", () => {
  const pace = new Pace(1_000);
  took(pace, 3_500);
  took(pace, 900, 5);
  took(pace, 1_100);
  took(pace, 900, 5);
  assert.equal(pace.interval, 4_000, "five are chance");
  took(pace, 900);
  assert.equal(pace.interval, 2_000);
  took(pace, 900, 50);
  assert.equal(pace.interval, 2_000, "what would not do with half the interval is not quick");
  took(pace, 100, 6);
  assert.deepEqual([pace.interval, pace.slowness], [1_000, null]);
});

Deno.test("Pace never makes an interval longer than five minutes, unless that was asked for", () => {
  const pace = new Pace(5_000);
  took(pace, 10_000_000);
  assert.equal(pace.interval, 300_000);
  const rare = new Pace(3_600_000);
  took(rare, 10_000_000);
  assert.equal(rare.interval, 3_600_000);
});

Deno.test("Pace.ask() takes another interval, but not one that the database was too slow for", () => {
  const pace = new Pace(5_000);
  pace.ask(1_000);
  assert.equal(pace.interval, 1_000);
  took(pace, 1_500);
  pace.ask(5_000);
  assert.deepEqual([pace.interval, pace.slowness], [5_000, null]);
  pace.ask(1_000);
  assert.deepEqual([pace.interval, pace.slowness], [2_000, { asked: 1_000, took: 1_500 }]);
});

Deno.test("Pace.restAfter() lets the database rest as long as it worked, and 20 readings start a second at most", () => {
  const pace = new Pace(5_000);
  assert.deepEqual([0, 10, 25, 40, 300].map((duration) => pace.restAfter(duration)), [50, 40, 25, 40, 300]);
});
