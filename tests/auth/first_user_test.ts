import assert from "node:assert/strict";
import { FirstUser } from "@/lib/auth/first_user.ts";
import type { AuditEvent } from "@/lib/auth/audit.ts";
import { isPassword } from "@/lib/auth/password_hash.ts";
import { openSqliteState } from "@/lib/state/state_store_sqlite.ts";
import { FakeClock } from "../live/fakes.ts";

const credentials = { name: "Boss", password: "correct horse battery" };

async function open() {
  const state = await openSqliteState(":memory:");
  const events: AuditEvent[] = [];
  const codes: string[] = [];
  const firstUser = new FirstUser({
    state,
    clock: new FakeClock(),
    audit: (event) => events.push(event),
    show: (code) => codes.push(code),
  });
  return { state, events, codes, firstUser };
}

Deno.test("the code is shown once, is nobody's guess, and another one at each start", async () => {
  const { firstUser, codes } = await open();
  firstUser.offer();
  firstUser.offer();
  assert.equal(codes.length, 1);
  assert.match(codes[0]!, /^([a-hjkmnp-z2-9]{4}-){4}[a-hjkmnp-z2-9]{4}$/);
  const other = await open();
  other.firstUser.offer();
  assert.notEqual(other.codes[0], codes[0]);
});

Deno.test("with the code the first user is made, an admin, however it is typed; it works once", async () => {
  const { firstUser, codes, state, events } = await open();
  firstUser.offer();
  const code = ` ${codes[0]!.toUpperCase().replaceAll("-", " ")} `;
  const made = await firstUser.accept({ ...credentials, code }, "127.0.0.1");
  assert.equal(made.ok, true);
  const [user] = await state.users.list();
  assert.deepEqual([user!.name, user!.role, user!.masked], ["boss", "admin", false]);
  assert.equal(await isPassword(credentials.password, { stored: user!.password }), true);
  assert.equal(
    (await firstUser.accept({ name: "two", password: "another password", code }, "127.0.0.1")).ok,
    false,
  );
  assert.deepEqual(events.map(({ action, outcome }) => `${action} ${outcome}`), [
    "user.first ok",
    "user.first refused",
  ]);
  assert.ok(!JSON.stringify(events).includes(codes[0]!));
});

Deno.test("without the right code nobody is made, whatever was shown", async () => {
  const { firstUser, codes, state } = await open();
  const attempt = async (code: string) => {
    const made = await firstUser.accept({ ...credentials, code }, "127.0.0.1");
    return made.ok || made.fault.en;
  };
  assert.match(String(await attempt("")), /This is not the code/, "before one was shown");
  firstUser.offer();
  for (const code of ["", "----", codes[0]!.slice(1), `${codes[0]}a`, "x".repeat(100_000)]) {
    assert.match(String(await attempt(code)), /This is not the code/);
  }
  assert.deepEqual(await state.users.list(), []);
});

Deno.test("the code is kept for another attempt when name or password will not do, and is of no use beside a user", async () => {
  const { firstUser, codes, state } = await open();
  firstUser.offer();
  const code = codes[0]!;
  const short = await firstUser.accept({ name: "boss", password: "short", code }, "127.0.0.1");
  assert.match(short.ok ? "" : short.fault.en, /at least 10 characters/);
  const named = await firstUser.accept({ name: "a b", password: credentials.password, code }, "127.0.0.1");
  assert.match(named.ok ? "" : named.fault.en, /at most 64 letters/);
  await firstUser.create({ name: "other", password: "another password" });
  const late = await firstUser.accept({ ...credentials, code }, "127.0.0.1");
  assert.match(late.ok ? "" : late.fault.en, /There is a user already/);
  assert.equal((await state.users.list()).length, 1);
});
