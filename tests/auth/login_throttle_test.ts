import assert from "node:assert/strict";
import { type LoginAttempt, LoginThrottle, networkOf } from "@/lib/auth/login_throttle.ts";
import { FakeClock } from "../live/fakes.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const kim = (address: string, device: string | null = null): LoginAttempt => ({
  name: "kim",
  address,
  device,
});

/** Attempts that are made as often as they may be for a while, all of them wrong. */
function guess(
  throttle: LoginThrottle,
  clock: FakeClock,
  attempt: () => LoginAttempt,
  lasts: number,
): number {
  const end = clock.now() + lasts;
  let tried = 0;
  while (clock.now() < end) {
    const wait = throttle.begin(attempt());
    if (wait === 0) tried++;
    clock.advance(Math.max(wait, 100));
  }
  return tried;
}

Deno.test("who mistypes a few times does not wait, and after the right password all is forgotten", () => {
  const throttle = new LoginThrottle(new FakeClock());
  for (let times = 0; times < 4; times++) assert.equal(throttle.begin(kim("10.0.0.7")), 0);
  assert.equal(throttle.begin(kim("10.0.0.7")), 0);
  throttle.succeed(kim("10.0.0.7"));
  for (let times = 0; times < 5; times++) assert.equal(throttle.begin(kim("10.0.0.7")), 0);
  assert.equal(throttle.begin(kim("10.0.0.7")), SECOND);
});

Deno.test("each further failure doubles the wait, up to a quarter of an hour", () => {
  const clock = new FakeClock();
  const throttle = new LoginThrottle(clock);
  const waits: number[] = [];
  for (let times = 0; times < 18; times++) {
    const wait = throttle.begin(kim("10.0.0.7"));
    if (wait > 0) waits.push(wait / SECOND);
    clock.advance(wait);
    if (wait > 0) assert.equal(throttle.begin(kim("10.0.0.7")), 0);
  }
  assert.deepEqual(waits.slice(0, 5), [1, 2, 4, 8, 16]);
  assert.equal(Math.max(...waits), 15 * 60);
});

Deno.test("a hundred attempts at the same moment are no way around it", () => {
  const throttle = new LoginThrottle(new FakeClock());
  const allowed = Array.from({ length: 100 }, () => throttle.begin(kim("10.0.0.7"))).filter((wait) =>
    wait === 0
  );
  assert.equal(allowed.length, 5);
});

Deno.test("from one address a day of guessing is a hundred passwords for a name, and hardly more for all names", () => {
  const one = new FakeClock();
  const tried = guess(new LoginThrottle(one), one, () => kim("203.0.113.7"), 24 * HOUR);
  assert.ok(tried > 90 && tried < 120, String(tried));
  const all = new FakeClock();
  let next = 0;
  const names = guess(
    new LoginThrottle(all),
    all,
    () => ({ name: `user-${next++}`, address: "203.0.113.7", device: null }),
    24 * HOUR,
  );
  assert.ok(names > 100 && names < 130, String(names));
});

Deno.test("a thousand addresses try one name once a second at most, and its owner still comes in", () => {
  const clock = new FakeClock();
  const throttle = new LoginThrottle(clock);
  let next = 0;
  const tried = guess(throttle, clock, () => kim(`198.51.${next % 250}.${(next++ >> 8) % 250}`), HOUR);
  assert.ok(tried <= 3_600 + 60, String(tried));
  assert.equal(throttle.begin(kim("10.0.0.7", "laptop")), 0, "from a known device at once");
  let waited = 0;
  for (let wait = throttle.begin(kim("10.0.0.8")); wait > 0; wait = throttle.begin(kim("10.0.0.8"))) {
    clock.advance(wait);
    waited += wait;
  }
  assert.ok(waited <= SECOND, `from a new one after ${waited} ms`);
});

Deno.test("a known device that fails waits as everybody does", () => {
  const throttle = new LoginThrottle(new FakeClock());
  const waits = Array.from({ length: 6 }, () => throttle.begin(kim("10.0.0.7", "laptop")));
  assert.deepEqual(waits, [0, 0, 0, 0, 0, SECOND]);
  assert.equal(throttle.begin(kim("10.0.0.7", "phone")), 0);
});

Deno.test("others behind the same address may fail too, without keeping it out for who logs in", () => {
  const throttle = new LoginThrottle(new FakeClock());
  for (let times = 0; times < 200; times++) {
    assert.equal(throttle.begin({ name: `user-${times}`, address: "10.0.0.1", device: null }), 0);
    throttle.succeed({ name: `user-${times}`, address: "10.0.0.1", device: null });
  }
  assert.equal(throttle.size, 0);
});

Deno.test("what could not be decided counts as nothing", () => {
  const throttle = new LoginThrottle(new FakeClock());
  for (let times = 0; times < 100; times++) {
    assert.equal(throttle.begin(kim("10.0.0.7")), 0);
    throttle.undo(kim("10.0.0.7"));
  }
  assert.equal(throttle.size, 0);
});

Deno.test("an hour without a failure is a new beginning, and a clock that is set back locks nobody out", () => {
  const clock = new FakeClock();
  const throttle = new LoginThrottle(clock);
  for (let times = 0; times < 30; times++) clock.advance(throttle.begin(kim("10.0.0.7")));
  clock.advance(HOUR);
  for (let times = 0; times < 5; times++) assert.equal(throttle.begin(kim("10.0.0.7")), 0);
  assert.equal(throttle.begin(kim("10.0.0.7")), SECOND);
  clock.advance(-24 * HOUR);
  assert.equal(throttle.begin(kim("10.0.0.7")), 0);
});

Deno.test("what is remembered is bounded, and a flood of names does not wash away the one that is being guessed", () => {
  const clock = new FakeClock();
  const throttle = new LoginThrottle(clock);
  for (let times = 0; times < 20; times++) {
    const wait = throttle.begin(kim("203.0.113.7"));
    clock.advance(wait > 60 * SECOND ? 0 : wait);
  }
  assert.ok(throttle.begin(kim("203.0.113.7")) > 0);
  for (let flood = 0; flood < 50_000; flood++) {
    throttle.begin({
      name: `user-${flood}`,
      address: `2001:db8:${(flood >> 8).toString(16)}:${flood % 256}::1`,
      device: null,
    });
  }
  assert.ok(throttle.size <= 30_000, String(throttle.size));
  assert.ok(throttle.begin(kim("203.0.113.7")) > 0);
});

Deno.test("the addresses of one household are one, however they are written", () => {
  const one = [
    "2001:db8:1:2::1",
    "2001:0db8:0001:0002:ffff::7",
    "2001:DB8:1:2:a:b:c:d",
    "2001:db8:1:2::1%eth0",
  ];
  assert.deepEqual([...new Set(one.map(networkOf))], ["2001:db8:1:2"]);
  assert.notEqual(networkOf("2001:db8:1:3::1"), networkOf("2001:db8:1:2::1"));
  assert.deepEqual(["::1", "::ffff:10.0.0.7", "10.0.0.7", "local"].map(networkOf), [
    "0:0:0:0",
    "10.0.0.7",
    "10.0.0.7",
    "local",
  ]);
});
