import assert from "node:assert/strict";
import { ClockSkew } from "../../lib/markets/clock_skew.ts";
import { answer } from "./support/fake_network.ts";

const NOON = Date.UTC(2026, 0, 15, 12);
const HOUR = 3_600_000;

/** An answer whose `Date` is `ms` after noon, cut to the second as the header does. */
const dated = (ms: number) => answer({ headers: { date: new Date(NOON + ms).toUTCString() } });

Deno.test("ClockSkew finds a clock within its precision, whatever the part of the second and the way", () => {
  for (const skew of [-90_000, -700, 0, 1_300, 40_000]) {
    for (let moment = 0; moment < 1_000; moment += 97) {
      for (const way of [0, 40, 300]) {
        const clocks = new ClockSkew();
        const from = NOON + moment + skew;
        clocks.learn("market", dated(moment + way), { from, to: from + 2 * way });
        const found = clocks.at(NOON)!;
        assert.ok(Math.abs(found - skew) <= 550, `${skew} at ${moment} over ${way}: ${found}`);
      }
    }
  }
});

Deno.test("ClockSkew tells tenths of a second when it has heard a market several times", () => {
  for (const skew of [-2_345, 0, 60_780]) {
    const clocks = new ClockSkew();
    for (let check = 0; check < 40; check++) {
      const moment = check * 60_137;
      const from = NOON + moment + skew;
      clocks.learn("market", dated(moment + 20), { from, to: from + 40 });
    }
    const found = clocks.at(NOON + 40 * 60_137)!;
    assert.ok(Math.abs(found - skew) <= 150, `${skew}: ${found}`);
  }
});

Deno.test("ClockSkew notices at once that a clock was set", () => {
  const clocks = new ClockSkew();
  for (let check = 0; check < 10; check++) {
    const from = NOON + check * 10_371;
    clocks.learn("market", dated(check * 10_371), { from, to: from + 10 });
  }
  assert.ok(Math.abs(clocks.at(NOON + 100_000)!) <= 200);
  const from = NOON + 200_000 + 30_000;
  clocks.learn("market", dated(200_000), { from, to: from + 10 });
  assert.ok(Math.abs(clocks.at(from)! - 30_000) <= 550);
});

Deno.test("ClockSkew knows the clock of one market beside those of the others", () => {
  const clocks = new ClockSkew();
  const span = { from: NOON + 450, to: NOON + 550 };
  clocks.learn("a", dated(0), span);
  clocks.learn("b", dated(-400_000), span);
  assert.deepEqual([clocks.of("a", NOON), clocks.of("b", NOON), clocks.of("c", NOON)], [0, 400_000, null]);
});

Deno.test("ClockSkew believes most markets and not the one whose clock is off", () => {
  const clocks = new ClockSkew();
  const span = { from: NOON + 450, to: NOON + 550 };
  clocks.learn("a", dated(0), span);
  clocks.learn("b", dated(0), span);
  clocks.learn("c", dated(-86_400_000), span);
  assert.equal(clocks.at(NOON), 0);
});

Deno.test("ClockSkew knows nothing without a Date, without a readable one, and when it is old", () => {
  const clocks = new ClockSkew();
  clocks.learn("a", answer(), { from: NOON, to: NOON });
  clocks.learn("b", answer({ headers: { date: "yesterday" } }), { from: NOON, to: NOON });
  assert.equal(clocks.at(NOON), null);
  clocks.learn("c", dated(0), { from: NOON, to: NOON });
  assert.notEqual(clocks.at(NOON + HOUR), null);
  assert.equal(clocks.at(NOON + HOUR + 1), null);
});
