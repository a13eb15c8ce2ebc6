import assert from "node:assert/strict";
import { isoInZone, momentsAt } from "@/lib/metrics/business_day.ts";

const SEOUL = { timezone: "Asia/Seoul", day_start: "00:00" };
const NEW_YORK = { timezone: "America/New_York", day_start: "00:00" };
const HOUR = 3_600_000;

const utc = (instant: number) => new Date(instant).toISOString();
const today = (now: string, rules = SEOUL) => momentsAt(Date.parse(now), rules).days.at(-1)!;

Deno.test("momentsAt() starts Seoul's day at 15:00 UTC of the day before", () => {
  const { date, start, end } = today("2026-11-24T05:29:26+09:00");
  assert.equal(date, "2026-11-24");
  assert.equal(utc(start), "2026-11-23T15:00:00.000Z");
  assert.equal(utc(end), "2026-11-24T15:00:00.000Z");
});

Deno.test("momentsAt() has the last millisecond of a day in it and the first of the next not", () => {
  assert.equal(today("2026-11-24T23:59:59.999+09:00").date, "2026-11-24");
  assert.equal(today("2026-11-25T00:00:00.000+09:00").date, "2026-11-25");
});

Deno.test("momentsAt() gives eight days, oldest first, without a gap", () => {
  const { days } = momentsAt(Date.parse("2026-03-03T12:00:00+09:00"), SEOUL);
  assert.deepEqual(days.map(({ date }) => date.slice(5)), [
    "02-24",
    "02-25",
    "02-26",
    "02-27",
    "02-28",
    "03-01",
    "03-02",
    "03-03",
  ]);
  days.slice(1).forEach((day, index) => assert.equal(day.start, days[index]!.end));
});

Deno.test("momentsAt() counts the hours before the day's start to the day before", () => {
  const rules = { ...SEOUL, day_start: "05:30" };
  assert.equal(today("2026-11-24T05:29:59.999+09:00", rules).date, "2026-11-23");
  assert.equal(today("2026-11-24T05:30:00+09:00", rules).date, "2026-11-24");
  assert.equal(
    isoInZone(today("2026-11-24T05:30:00+09:00", rules).end, "Asia/Seoul"),
    "2026-11-25T05:30:00.000+09:00",
  );
});

Deno.test("momentsAt() names the hours from the one in which the day starts", () => {
  const { hours } = momentsAt(Date.parse("2026-11-24T12:00:00+09:00"), { ...SEOUL, day_start: "05:30" });
  assert.equal(hours.length, 24);
  assert.deepEqual(hours.map(({ hour }) => hour).slice(0, 3), [5, 6, 7]);
  assert.equal(hours.at(-1)!.hour, 4);
  assert.equal(isoInZone(hours[1]!.start, "Asia/Seoul"), "2026-11-24T06:30:00.000+09:00");
});

Deno.test("momentsAt() leaves the hour that the clocks leave out empty", () => {
  const { days, hours } = momentsAt(Date.parse("2026-03-08T12:00:00-04:00"), NEW_YORK);
  const day = days.at(-1)!;
  assert.equal(day.end - day.start, 23 * HOUR);
  assert.equal(hours[3]!.start - hours[2]!.start, 0);
  assert.equal(hours[2]!.start - hours[1]!.start, HOUR);
});

Deno.test("momentsAt() makes the hour that the clocks repeat twice as long", () => {
  const { days, hours } = momentsAt(Date.parse("2026-11-01T12:00:00-05:00"), NEW_YORK);
  const day = days.at(-1)!;
  assert.equal(day.end - day.start, 25 * HOUR);
  assert.equal(hours[2]!.start - hours[1]!.start, 2 * HOUR);
  hours.slice(1).forEach((hour, index) => assert.ok(hour.start >= hours[index]!.start));
});

Deno.test("momentsAt() starts a day whose midnight the clocks leave out at its first moment", () => {
  const { start, date } = today("2026-09-06T12:00:00-03:00", {
    timezone: "America/Santiago",
    day_start: "00:00",
  });
  assert.equal(date, "2026-09-06");
  assert.equal(isoInZone(start, "America/Santiago"), "2026-09-06T01:00:00.000-03:00");
});

Deno.test("momentsAt() compares with the same time of yesterday's clock, also when the clocks changed", () => {
  const { yesterday_same_time } = momentsAt(Date.parse("2026-03-08T14:37:00-04:00"), NEW_YORK);
  assert.equal(isoInZone(yesterday_same_time, "America/New_York"), "2026-03-07T14:37:00.000-05:00");
});

Deno.test("momentsAt() keeps the same time of yesterday within yesterday", () => {
  for (const now of ["2026-03-08T03:00:00-04:00", "2026-03-09T00:00:00-04:00", "2026-11-01T23:59:59-05:00"]) {
    const { days, yesterday_same_time } = momentsAt(Date.parse(now), NEW_YORK);
    const yesterday = days.at(-2)!;
    assert.ok(yesterday_same_time >= yesterday.start && yesterday_same_time <= yesterday.end, now);
  }
});

Deno.test("momentsAt() refuses a zone that does not exist", () => {
  assert.throws(() => momentsAt(0, { ...SEOUL, timezone: "Asia/Soul" }), RangeError);
});
