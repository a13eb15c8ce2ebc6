import assert from "node:assert/strict";
import { median, UsualTime } from "../../lib/markets/usual_time.ts";

function learnt(times: readonly number[]): UsualTime {
  const usual = new UsualTime();
  for (const time of times) usual.learn(time);
  return usual;
}

const steady = (ms: number, count: number) => Array.from({ length: count }, () => ms);

Deno.test("UsualTime knows nothing until twenty times were measured", () => {
  const { usual, limit } = learnt(steady(100, 19));
  assert.deepEqual([usual, limit], [null, null]);
  assert.deepEqual([learnt(steady(100, 20)).usual, learnt(steady(100, 20)).limit], [100, 600]);
});

Deno.test("UsualTime calls slow what is three times as long, half a second longer, and far from the rest", () => {
  assert.equal(learnt(steady(20, 30)).limit, 520);
  assert.equal(learnt(steady(500, 30)).limit, 1_500);
  const spread = learnt(Array.from({ length: 40 }, (_, n) => 300 + 40 * n));
  assert.ok(spread.limit! > 3 * spread.usual!, `${spread.usual} ${spread.limit}`);
});

Deno.test("UsualTime is not moved by single bad times, however bad", () => {
  const { usual, limit } = learnt([...steady(100, 60), ...steady(60_000, 10)]);
  assert.deepEqual([usual, limit], [100, 600]);
});

Deno.test("UsualTime comes to believe that a market has become slower, step by step", () => {
  const usual = learnt(steady(100, 240));
  let checks = 0;
  for (; 3_000 > usual.limit!; checks++) usual.learn(3_000);
  assert.ok(checks > 120, `A slow time was taken for usual after ${checks} checks`);
  assert.ok(checks < 480, `A slow time was not taken for usual after ${checks} checks`);
});

Deno.test("UsualTime goes on from times that were measured before", () => {
  assert.equal(new UsualTime(steady(80, 1_000)).usual, 80);
});

Deno.test("median() is the middle, or between the two in the middle", () => {
  assert.deepEqual([median([3, 1, 2]), median([4, 1, 2, 3])], [2, 2.5]);
});
