import assert from "node:assert/strict";
import { raw } from "@/lib/metrics/sql.ts";
import { at, atEach, timeTypeOf } from "@/lib/metrics/time_column.ts";

const column = raw("t");
const NOON = Date.parse("2026-11-24T12:00:00.250+09:00");

Deno.test("at() writes an instant for a column with a zone", () => {
  const { text, values } = at(NOON, { column, type: "timestamptz", zone: "America/New_York" });
  assert.deepEqual([text, values], ["$1::timestamptz", ["2026-11-24T03:00:00.25Z"]]);
});

Deno.test("at() writes the wall clock of the column's zone for a column without one", () => {
  assert.deepEqual(at(NOON, { column, type: "timestamp", zone: "Asia/Seoul" }).values, [
    "2026-11-24T12:00:00.25",
  ]);
  assert.deepEqual(at(NOON, { column, type: "timestamp", zone: "UTC" }).values, ["2026-11-24T03:00:00.25"]);
});

Deno.test("atEach() writes for a column of dates the first that begins at the instant or later", () => {
  const instants = [
    "2026-11-24T00:00:00+09:00",
    "2026-11-24T00:00:00.001+09:00",
    "2026-11-24T23:00:00+09:00",
  ];
  const { text, values } = atEach(instants.map((instant) => Date.parse(instant)), {
    column,
    type: "date",
    zone: "Asia/Seoul",
  });
  assert.equal(text, "$1::date[]");
  assert.deepEqual(values, [["2026-11-24", "2026-11-25", "2026-11-25"]]);
});

Deno.test("at() takes the first moment of a day for its date where the clocks leave midnight out", () => {
  const first = Date.parse("2026-09-06T01:00:00-03:00");
  assert.deepEqual(at(first, { column, type: "date", zone: "America/Santiago" }).values, ["2026-09-06"]);
});

Deno.test("timeTypeOf() knows no time in a text column", () => {
  assert.equal(timeTypeOf(1184), "timestamptz");
  assert.equal(timeTypeOf(25), undefined);
});
