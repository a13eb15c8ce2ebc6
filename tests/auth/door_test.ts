import assert from "node:assert/strict";
import { Door } from "@/lib/auth/door.ts";
import type { AuthMode } from "@/lib/shared/auth_mode.ts";

const open = (mode: AuthMode, { loopback = true, users }: { loopback?: boolean; users?: boolean } = {}) => {
  const config = { mode };
  const door = new Door({ mode: () => config.mode, loopback });
  if (users !== undefined) door.setUsers(users);
  return { door, config };
};

const ways = (door: Door) => [door.isOpen({ here: true }), door.isOpen({ here: false })];

Deno.test("auto opens to this machine while it is known that there is no user, and only there", () => {
  assert.deepEqual(ways(open("auto").door), [false, false]);
  assert.deepEqual(ways(open("auto", { users: false }).door), [true, false]);
  assert.deepEqual(ways(open("auto", { users: true }).door), [false, false]);
  assert.deepEqual(ways(open("auto", { users: false, loopback: false }).door), [false, false]);
});

Deno.test("password never opens, none always does, and elsewhere one may only look", () => {
  assert.deepEqual(ways(open("password", { users: false }).door), [false, false]);
  const { door } = open("none");
  assert.deepEqual(ways(door), [true, true]);
  assert.deepEqual([door.anyone({ here: true }).role, door.anyone({ here: false }).role], [
    "admin",
    "viewer",
  ]);
  assert.deepEqual([door.isExposed, open("none", { loopback: false }).door.isExposed], [false, true]);
});

Deno.test("users that were lost keep it closed, although none can be found", () => {
  const { door } = open("auto", { users: false });
  const { ended } = door.anyone({ here: true });
  door.loseUsers();
  assert.deepEqual(ways(door), [false, false]);
  assert.equal(ended.aborted, true);
  door.setUsers(false);
  assert.deepEqual(ways(door), [false, false]);
});

Deno.test("who came in is sent away as soon as it closes, and can come again when it opens", () => {
  const { door, config } = open("none");
  const { ended } = door.anyone({ here: false });
  door.tick();
  assert.equal(ended.aborted, false);
  config.mode = "password";
  door.tick();
  assert.equal(ended.aborted, true);
  config.mode = "none";
  assert.equal(door.anyone({ here: false }).ended.aborted, false);
});
