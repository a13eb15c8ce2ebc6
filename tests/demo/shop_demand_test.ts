import assert from "node:assert/strict";
import { seededRandom } from "../../lib/demo/random.ts";
import { nextOrderAt, ordersPerHour } from "../../lib/demo/shop_demand.ts";
import { DAY, HOUR, koreanHour, koreanMidnight, koreanTimestamp } from "../../lib/demo/shop_time.ts";

const MONDAY = Date.parse("2026-11-23T00:00:00+09:00");

function expectedOn(midnight: number): number {
  return Array.from({ length: 24 }, (_, hour) => ordersPerHour(midnight + hour * HOUR)).reduce((a, b) =>
    a + b
  );
}

Deno.test("ordersPerHour() is lowest before dawn and highest before noon and after dinner", () => {
  const hours = Array.from(
    { length: 24 },
    (_, hour) => ({ hour, rate: ordersPerHour(MONDAY + hour * HOUR) }),
  );
  const byRate = hours.toSorted((a, b) => a.rate - b.rate).map(({ hour }) => hour);
  assert.deepEqual(new Set(byRate.slice(0, 3)), new Set([3, 4, 5]));
  assert.deepEqual(new Set(byRate.slice(-3)), new Set([20, 21, 22]));
  assert.ok(hours[11]!.rate > hours[9]!.rate && hours[11]!.rate > hours[14]!.rate);
});

Deno.test("ordersPerHour() has more orders on Mondays than on Saturdays, and no two days alike", () => {
  const weeks = [0, 7, 14, 21].map((days) => MONDAY + days * DAY);
  const sum = (starts: number[]) => starts.reduce((total, start) => total + expectedOn(start), 0);
  const saturdays = weeks.map((start) => start + 5 * DAY);
  assert.ok(sum(weeks) > 1.15 * sum(saturdays));
  assert.equal(new Set(weeks.map(expectedOn)).size, weeks.length);
});

Deno.test("nextOrderAt() brings orders at the pace of ordersPerHour()", () => {
  const random = seededRandom(1);
  const perHour = new Map<number, number>();
  const [from, to] = [MONDAY, MONDAY + 28 * DAY];
  let orders = 0;
  for (let at = nextOrderAt(random, from); at < to; at = nextOrderAt(random, at)) {
    const hour = Math.floor(koreanHour(at));
    perHour.set(hour, (perHour.get(hour) ?? 0) + 1);
    orders++;
  }
  const days = Array.from({ length: 28 }, (_, day) => from + day * DAY);
  const expected = days.reduce((total, day) => total + expectedOn(day), 0);
  assert.ok(Math.abs(orders / expected - 1) < 0.02, `${orders} orders of ${expected}`);
  for (let hour = 0; hour < 24; hour++) {
    const wanted = days.reduce((total, day) => total + ordersPerHour(day + hour * HOUR), 0);
    const seen = perHour.get(hour) ?? 0;
    assert.ok(Math.abs(seen - wanted) < 5 * Math.sqrt(wanted), `${seen} of ${wanted} at ${hour}`);
  }
});

Deno.test("nextOrderAt() brings one every 5 to 15 seconds by day", () => {
  const random = seededRandom(2);
  const gaps: number[] = [];
  let at = MONDAY + 10 * HOUR;
  while (koreanHour(at) < 23) {
    const next = nextOrderAt(random, at);
    gaps.push(next - at);
    at = next;
  }
  const mean = gaps.reduce((a, b) => a + b) / gaps.length / 1000;
  assert.ok(mean > 5 && mean < 15, `${mean} s`);
});

Deno.test("koreanMidnight() and koreanTimestamp() know Korean days whatever the process's zone", () => {
  const justBefore = Date.parse("2026-11-24T14:59:59.999Z");
  assert.equal(koreanTimestamp(justBefore), "2026-11-24T23:59:59.999");
  assert.equal(koreanMidnight(justBefore), Date.parse("2026-11-24T00:00:00+09:00"));
  assert.equal(koreanMidnight(justBefore + 1), justBefore + 1);
  assert.equal(koreanHour(justBefore + 1 + 90 * 60_000), 1.5);
});
