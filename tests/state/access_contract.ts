/** What every store of state has to do for users and their sessions. */
import assert from "node:assert/strict";
import { StateError } from "@/lib/state/state_error.ts";
import type { SessionRecord } from "@/lib/state/session_store.ts";
import type { StateStore } from "@/lib/state/state_store.ts";
import type { UserRecord } from "@/lib/state/user_store.ts";

const NOW = Date.parse("2026-11-24T05:00:00Z");

const user = (name: string, overrides: Partial<UserRecord> = {}): UserRecord => ({
  id: `id-of-${name}`,
  name,
  role: "viewer",
  masked: false,
  password: "$scrypt$ln=15,r=8,p=3$c2FsdA$aGFzaA",
  created_at: NOW,
  ...overrides,
});

const session = (id: string, of: string, overrides: Partial<SessionRecord> = {}): SessionRecord => ({
  id,
  hash: `hash-of-${id}`,
  user_id: `id-of-${of}`,
  created_at: NOW,
  seen_at: NOW,
  address: "203.0.113.7",
  agent: "브라우저 1.0",
  ...overrides,
});

type Test = (title: string, body: (store: StateStore) => Promise<void>) => void;

export function testAccess(test: Test): void {
  testUsers(test);
  testSessions(test);
  testRevision(test);
}

function testUsers(test: Test) {
  test("users: what was added is found again, by name and in the list", async ({ users }) => {
    const [kim, lee] = [user("kim", { role: "admin" }), user("이순신", { masked: true, password: null })];
    assert.deepEqual([await users.add(lee), await users.add(kim)], [true, true]);
    assert.deepEqual(await users.find("kim"), kim);
    assert.deepEqual(await users.find("이순신"), lee);
    assert.equal(await users.find("Kim"), null);
    assert.deepEqual(await users.list(), [kim, lee]);
  });

  test("users: a name that is taken changes nothing", async ({ users }) => {
    await users.add(user("kim"));
    assert.equal(await users.add(user("kim", { id: "another", role: "admin" })), false);
    assert.deepEqual(await users.list(), [user("kim")]);
  });

  test("users: rights and password change for one user alone", async ({ users }) => {
    await users.add(user("kim"));
    await users.add(user("lee"));
    assert.equal(await users.changeRights("kim", { role: "operator", masked: true }), true);
    assert.equal(await users.changePassword("kim", "other"), true);
    assert.deepEqual(
      await users.find("kim"),
      user("kim", { role: "operator", masked: true, password: "other" }),
    );
    assert.deepEqual(await users.find("lee"), user("lee"));
    assert.equal(await users.changeRights("park", { role: "admin", masked: false }), false);
    assert.equal(await users.changePassword("park", "other"), false);
  });

  test("users: rehash() does not bring back a password that was changed meanwhile", async ({ users }) => {
    await users.add(user("kim", { password: "weak" }));
    await users.rehash("kim", { from: "weak", to: "strong" });
    assert.equal((await users.find("kim"))!.password, "strong");
    await users.rehash("kim", { from: "weak", to: "stale" });
    assert.equal((await users.find("kim"))!.password, "strong");
  });

  test("users: a name that was removed can be given again, to somebody else", async ({ users, sessions }) => {
    await users.add(user("kim"));
    await sessions.add(session("s", "kim"), 10);
    assert.deepEqual([await users.remove("kim"), await users.remove("kim")], [true, false]);
    assert.deepEqual(await users.list(), []);
    await users.add(user("kim", { id: "new" }));
    assert.deepEqual(await sessions.find(["hash-of-s"]), []);
  });
}

function testSessions(test: Test) {
  test("sessions: one is found by the hash of its secret, with its user", async ({ users, sessions }) => {
    const kim = user("kim", { role: "operator", masked: true });
    await users.add(kim);
    await sessions.add(session("a", "kim"), 10);
    await sessions.add(session("b", "kim"), 10);
    assert.deepEqual(await sessions.find(["hash-of-a", "unknown"]), [{
      session: session("a", "kim"),
      user: kim,
    }]);
    assert.equal((await sessions.find(["hash-of-a", "hash-of-b"])).length, 2);
    assert.deepEqual(await sessions.find([]), []);
    assert.deepEqual(await sessions.find(["a", "' OR 1=1 --"]), []);
  });

  test("sessions: touch() moves the last use forwards, never back", async ({ users, sessions }) => {
    await users.add(user("kim"));
    await sessions.add(session("a", "kim"), 10);
    await sessions.touch("hash-of-a", NOW + 5);
    await sessions.touch("hash-of-a", NOW + 3);
    assert.equal((await sessions.ofUser("id-of-kim"))[0]!.seen_at, NOW + 5);
  });

  test("sessions: of more than are kept the ones that were used last stay", async ({ users, sessions }) => {
    await users.add(user("kim"));
    await users.add(user("lee"));
    await sessions.add(session("other", "lee", { seen_at: 0 }), 3);
    for (const [id, at] of [["a", 1], ["b", 2], ["c", 3], ["d", 4]] as const) {
      await sessions.add(session(id, "kim", { seen_at: at }), 3);
    }
    const ids = async (of: string) => (await sessions.ofUser(`id-of-${of}`)).map(({ id }) => id);
    assert.deepEqual([await ids("kim"), await ids("lee")], [["d", "c", "b"], ["other"]]);
  });

  test("sessions: the one that begins stays, also when the clock has been set back", async ({ users, sessions }) => {
    await users.add(user("kim"));
    for (const [id, at] of [["a", 9], ["b", 8], ["c", 1]] as const) {
      await sessions.add(session(id, "kim", { seen_at: at }), 2);
    }
    assert.deepEqual((await sessions.ofUser("id-of-kim")).map(({ id }) => id), ["a", "c"]);
  });

  test("sessions: end() ends one of the user's own, endAll() all of them", async ({ users, sessions }) => {
    await users.add(user("kim"));
    await users.add(user("lee"));
    for (const id of ["a", "b", "c"]) await sessions.add(session(id, "kim"), 10);
    await sessions.add(session("d", "lee"), 10);
    assert.equal(await sessions.end("id-of-kim", "d"), false, "it is another user's");
    assert.equal(await sessions.end("id-of-kim", "a"), true);
    assert.equal(await sessions.end("id-of-kim", "a"), false);
    assert.equal(await sessions.endAll("id-of-kim"), 2);
    assert.equal(await sessions.endAll("id-of-kim"), 0);
    assert.equal((await sessions.find(["hash-of-a", "hash-of-b", "hash-of-c", "hash-of-d"])).length, 1);
  });

  test("sessions: another password ends those of the old one, other rights do not", async ({ users, sessions }) => {
    await users.add(user("kim"));
    await sessions.add(session("a", "kim"), 10);
    await users.changeRights("kim", { role: "admin", masked: false });
    await users.rehash("kim", { from: user("kim").password!, to: "stronger" });
    const [found] = await sessions.find(["hash-of-a"]);
    assert.deepEqual([found!.user.role, found!.user.password], ["admin", "stronger"]);
    await users.changePassword("kim", "other");
    assert.deepEqual(await sessions.find(["hash-of-a"]), []);
  });

  test("sessions: prune() forgets what began or was used too long ago", async ({ users, sessions }) => {
    await users.add(user("kim"));
    await sessions.add(session("old", "kim", { created_at: 10, seen_at: 100 }), 10);
    await sessions.add(session("idle", "kim", { created_at: 50, seen_at: 60 }), 10);
    await sessions.add(session("good", "kim", { created_at: 50, seen_at: 70 }), 10);
    await sessions.prune({ created_at: 50, seen_at: 70 });
    assert.deepEqual((await sessions.ofUser("id-of-kim")).map(({ id }) => id), ["good"]);
  });

  test("users and sessions of a store that was closed reject", async (store) => {
    await store.close();
    await assert.rejects(store.users.list(), StateError);
    await assert.rejects(store.sessions.find(["hash"]), StateError);
  });
}

function testRevision(test: Test) {
  test("revision() grows with every change of rights, and with nothing else", async ({ users, sessions }) => {
    let last = await users.revision();
    const grown = async () => {
      const before = last;
      last = await users.revision();
      return last > before;
    };
    const changes: readonly (readonly [boolean, string, () => Promise<unknown>])[] = [
      [true, "a user more", () => users.add(user("kim"))],
      [false, "a name that is taken", () => users.add(user("kim", { id: "another" }))],
      [false, "a login", () => sessions.add(session("a", "kim"), 2)],
      [false, "another login", () => sessions.add(session("b", "kim"), 2)],
      [true, "a login that ends the oldest", () => sessions.add(session("c", "kim"), 2)],
      [false, "a use", () => sessions.touch("hash-of-c", NOW + 1)],
      [true, "other rights", () => users.changeRights("kim", { role: "admin", masked: false })],
      [false, "a rehash", () => users.rehash("kim", { from: user("kim").password!, to: "b" })],
      [true, "a session's end", () => sessions.end("id-of-kim", "c")],
      [false, "no session's end", () => sessions.end("id-of-kim", "c")],
      [true, "another password", () => users.changePassword("kim", "c")],
      [false, "nobody's password", () => users.changePassword("lee", "c")],
      [true, "a user less", () => users.remove("kim")],
      [false, "nobody less", () => users.remove("kim")],
      [false, "no sessions' end", () => sessions.endAll("id-of-kim")],
    ];
    for (const [expected, what, change] of changes) {
      await change();
      assert.equal(await grown(), expected, what);
    }
  });
}
