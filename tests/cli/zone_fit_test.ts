import assert from "node:assert/strict";
import { fittingZone, instantOfAxis } from "@/lib/check/zone_fit.ts";

const NOW = Date.parse("2026-11-25T03:00:00Z");
const HOUR = 3_600_000;

/** A wall clock that shows this, as a column without a zone gives it. */
const axis = (wallClock: string) => Date.parse(`${wallClock}Z`);

Deno.test("instantOfAxis() reads a wall clock in its zone, on both sides of a change of the clocks", () => {
  const at = (wallClock: string, zone: string) =>
    new Date(instantOfAxis(axis(wallClock), { type: "timestamp", zone })).toISOString();
  assert.equal(at("2026-11-25T12:00:00", "Asia/Seoul"), "2026-11-25T03:00:00.000Z");
  assert.equal(at("2026-11-01T00:30:00", "America/New_York"), "2026-11-01T04:30:00.000Z");
  assert.equal(at("2026-11-01T12:00:00", "America/New_York"), "2026-11-01T17:00:00.000Z");
  assert.equal(at("2026-03-08T03:30:00", "America/New_York"), "2026-03-08T07:30:00.000Z");
  assert.equal(instantOfAxis(NOW, { type: "timestamptz", zone: "Asia/Seoul" }), NOW);
});

Deno.test("fittingZone() names the zone in which the newest row came just now, and none where that is the mapped one", () => {
  const fitting = (wallClock: string, zone: string, server = "UTC") =>
    fittingZone(axis(wallClock), { zone, server, now: NOW });
  assert.equal(fitting("2026-11-25T12:00:00", "Asia/Seoul"), undefined);
  assert.equal(fitting("2026-11-25T12:00:00", "UTC"), "Asia/Seoul");
  assert.equal(fitting("2026-11-25T03:00:00", "Asia/Seoul"), "UTC");
  assert.equal(fitting("2026-11-24T22:00:00", "Asia/Seoul", "America/New_York"), "America/New_York");
  // Nothing came for two days: no zone makes that now.
  assert.equal(fitting("2026-11-23T12:00:00", "Asia/Seoul"), undefined);
  // PostgreSQL knows zones that are no names of IANA's.
  assert.equal(fitting("2026-11-24T22:00:00", "Asia/Seoul", "<+09>-9"), undefined);
});

Deno.test("fittingZone() lets a quarter of an hour pass without an order", () => {
  const quiet = NOW + 9 * HOUR - 15 * 60_000;
  assert.equal(fittingZone(quiet, { zone: "Asia/Seoul", server: "UTC", now: NOW }), undefined);
});
