import assert from "node:assert/strict";
import {
  dayIn,
  formatAge,
  formatClock,
  formatDay,
  formatDuration,
  formatDurationTick,
  formatMoment,
  hourIn,
} from "@/lib/shared/format_time.ts";

const beforeMidnight = Date.parse("2026-11-24T23:59:59+09:00");
const midnight = Date.parse("2026-11-25T00:00:00+09:00");

Deno.test("formatClock() tells the time of the business's zone, with 00 at midnight", () => {
  assert.equal(formatClock(beforeMidnight, "Asia/Seoul"), "23:59:59");
  assert.equal(formatClock(midnight, "Asia/Seoul"), "00:00:00");
  assert.equal(formatClock(midnight, "America/Los_Angeles", "minute"), "07:00");
});

Deno.test("hourIn() and dayIn() change at the zone's midnight", () => {
  assert.deepEqual([hourIn(beforeMidnight, "Asia/Seoul"), hourIn(midnight, "Asia/Seoul")], [23, 0]);
  assert.deepEqual([dayIn(beforeMidnight, "Asia/Seoul"), dayIn(midnight, "Asia/Seoul")], [
    "2026-11-24",
    "2026-11-25",
  ]);
});

Deno.test("formatDay() names the weekday, whatever the viewer's zone", () => {
  assert.equal(formatDay("2026-11-24", "ko"), "11/24 화");
  assert.equal(formatDay("2026-11-01", "en"), "Sun 11/1");
});

Deno.test("formatMoment() leaves out the day where it is today", () => {
  assert.equal(formatMoment(beforeMidnight, beforeMidnight + 500, "Asia/Seoul"), "23:59");
  assert.equal(formatMoment(beforeMidnight, midnight, "Asia/Seoul"), "11/24 23:59");
});

Deno.test("formatAge() rounds down to one unit", () => {
  const cases: [number, string, string][] = [
    [0, "방금", "just now"],
    [9_999, "방금", "just now"],
    [10_000, "10초 전", "10 s ago"],
    [59_999, "59초 전", "59 s ago"],
    [60_000, "1분 전", "1 min ago"],
    [3_599_999, "59분 전", "59 min ago"],
    [7_200_000, "2시간 전", "2 h ago"],
    [200_000_000, "2일 전", "2 d ago"],
  ];
  for (const [age, ko, en] of cases) {
    assert.deepEqual([formatAge(age, "ko"), formatAge(age, "en")], [ko, en], String(age));
  }
});

Deno.test("formatDurationTick() leaves out digits that say nothing", () => {
  const ticks = [0, 50, 200, 999, 1_000, 2_500, 15_000].map(formatDurationTick);
  assert.deepEqual(ticks, ["0", "50 ms", "200 ms", "999 ms", "1 s", "2.5 s", "15 s"]);
});

Deno.test("formatDuration() changes to seconds where milliseconds would round to a thousand", () => {
  assert.equal(formatDuration(0.4), "0 ms");
  assert.equal(formatDuration(87.4), "87 ms");
  assert.equal(formatDuration(999.6), "1.00 s");
  assert.equal(formatDuration(12_340), "12.34 s");
});
