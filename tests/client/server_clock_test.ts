import assert from "node:assert/strict";
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
