import assert from "node:assert/strict";
import { ElapsedClock } from "@/lib/client/elapsed_clock.ts";
import { ServerClock } from "@/lib/client/server_clock.ts";

Deno.test("ServerClock.heard() moves forward on news, never back on old messages", () => {
  let local = 100;
  const clock = new ServerClock({ now: () => local }, { serverTime: 5000, localTime: 100 });
  local = 1100;
  assert.equal(clock.now(), 6000);
  clock.heard(5500);
  assert.equal(clock.now(), 6000);
  clock.heard(9000);
  assert.equal(clock.now(), 9000);
});

Deno.test("ServerClock.heard() believes the server where the local clock was set forward by an hour", () => {
  let local = 0;
  const clock = new ServerClock({ now: () => local }, { serverTime: 5000, localTime: 0 });
  local = 3_600_000;
  clock.heard(6000);
  assert.equal(clock.now(), 6000);
});

Deno.test("ElapsedClock counts on while the wall clock does, and never runs backwards", () => {
  let wall = 1_000_000;
  const clock = new ElapsedClock({ now: () => wall }, 70);
  assert.equal(clock.now(), 70);
  wall += 8 * 3_600_000;
  assert.equal(clock.now(), 28_800_070, "eight hours of sleep are eight hours");
  wall -= 3_600_000;
  assert.equal(clock.now(), 28_800_070);
  wall += 500;
  assert.equal(clock.now(), 28_800_570);
});
