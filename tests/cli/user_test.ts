import assert from "node:assert/strict";
import { join } from "node:path";
import { isPassword } from "@/lib/auth/password_hash.ts";
import type { StateStore } from "@/lib/state/state_store.ts";
import { openSqliteState } from "@/lib/state/state_store_sqlite.ts";
import type { Stdin } from "@/lib/cli/read_secret.ts";
import { piped, typed } from "./support/fake_stdin.ts";
import { type Ran, runHere } from "./support/run_here.ts";

const SHOP = { DATABASE_URL: "postgres://reader@127.0.0.1:9/shop" };
const PASSWORD = "correct horse battery";

interface Place {
  run(
    args: string,
    options?: { readonly env?: Record<string, string>; readonly stdin?: Stdin },
  ): Promise<Ran>;
  state<T>(body: (state: StateStore) => Promise<T>): Promise<T>;
}

async function inPlace(body: (place: Place) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "marketpulse-users-" });
  const env = { ...SHOP, STATE_URL: `sqlite:${join(folder, "data", "state.db")}` };
  try {
    await body({
      run: (args, options = {}) => runHere(args.split(" "), { ...env, ...options.env }, options.stdin),
      async state(body) {
        const state = await openSqliteState(env.STATE_URL);
        return await body(state).finally(() => state.close());
      },
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("marketpulse user add takes the first one as an admin, and the next as viewers", () =>
  inPlace(async ({ run, state }) => {
    const add = (args: string) => run(`user add ${args} --password-stdin`, { stdin: piped(`${PASSWORD}\n`) });
    assert.deepEqual(await add("Kim"), { code: 0, out: "Added kim (admin)\n", error: "" });
    assert.equal((await add("lee --masked")).out, "Added lee (viewer, no amounts)\n");
    assert.equal((await add("park --role operator")).out, "Added park (operator)\n");
    assert.equal((await add("choi")).out, "Added choi (viewer)\n");
    const [kim] = await state(({ users }) => users.find("kim").then((user) => [user!]));
    assert.equal(await isPassword(PASSWORD, { stored: kim!.password }), true);
    const { out } = await run("user list", { env: { LANG: "ko_KR.UTF-8" } });
    assert.equal(out, "choi  보기 전용\nkim   관리자\nlee   보기 전용, 금액 숨김\npark  운영자\n");
  }));

Deno.test("marketpulse user add asks at a terminal twice, and shows nothing of it", () =>
  inPlace(async ({ run, state }) => {
    const stdin = typed("wrong\x15correct hor", "sX\x7fe battery\r", "correct horse battery\n");
    const { code, out, error } = await run("user add kim", { stdin });
    assert.deepEqual([code, out], [0, "Added kim (admin)\n"]);
    assert.equal(error, "New password of kim (it is not shown): \nOnce more: \n");
    assert.deepEqual(stdin.shown, []);
    const kim = await state(({ users }) => users.find("kim"));
    assert.equal(await isPassword(PASSWORD, { stored: kim!.password }), true);
  }));

Deno.test("marketpulse user add says why it changes nothing", () =>
  inPlace(async ({ run, state }) => {
    const stdin = () => piped(PASSWORD);
    await run("user add kim --password-stdin", { stdin: stdin() });
    const cases = [
      ["user add kim --password-stdin", stdin(), 1, /There is a user kim already: .*passwd kim/],
      ["user add lee --password-stdin", piped("short"), 1, /at least 10 characters/],
      ["user add lee --password-stdin", piped(new Uint8Array([0xff, 0xfe])), 1, /no UTF-8 text/],
      ["user add lee", typed("long enough 1\r", "long enough 2\r"), 1, /The two passwords differ/],
      ["user add lee", typed("long en\x03"), 1, /Cancelled, nothing was changed/],
      ["user add lee", typed("\x04"), 1, /Cancelled, nothing was changed/],
      ["user add lee", piped(PASSWORD), 2, /no terminal to ask for the password: .*--password-stdin/],
      ["user add lee --role boss", stdin(), 2, /Unknown role boss: it is one of viewer, operator, admin/],
      ["user add lee --role admin --masked", stdin(), 2, /Only viewers can be --masked, not admin/],
      ["user add a<b", stdin(), 2, /at most 64 letters/],
      ["user add", stdin(), 2, /A value is missing for name/],
    ] as const;
    for (const [args, stdin, code, error] of cases) {
      const run_ = await run(args, { stdin });
      assert.deepEqual([run_.code, run_.out], [code, ""], args);
      assert.match(run_.error, error);
    }
    assert.deepEqual(await state(({ users }) => users.list().then((all) => all.map(({ name }) => name))), [
      "kim",
    ]);
  }));

Deno.test("marketpulse user passwd, role, sessions and remove change one user, and say so in the audit log", () =>
  inPlace(async ({ run, state }) => {
    const stdin = () => piped(PASSWORD);
    await run("user add kim --password-stdin", { stdin: stdin(), env: { USER: "shopkeeper" } });
    await run("user add lee --password-stdin", { stdin: stdin() });
    const session = (id: string) =>
      state(async ({ users, sessions }) => {
        const user_id = (await users.find("kim"))!.id;
        const at = Date.parse("2026-11-24T05:00:00Z");
        const agent = "Firefox";
        await sessions.add(
          { id, hash: id, user_id, created_at: at, seen_at: at, address: "10.0.0.7", agent },
          9,
        );
      });
    await session("a");
    assert.equal((await run("user sessions kim")).out, "last used 2026-11-24 14:00 · 10.0.0.7 · Firefox\n");
    assert.match((await run("user sessions kim --revoke")).out, /^Ended 1 session of kim/);
    assert.equal((await run("user sessions kim")).out, "kim is not logged in anywhere\n");
    await session("b");
    assert.match(
      (await run("user passwd kim --password-stdin", { stdin: piped("another password") })).out,
      /^Changed/,
    );
    assert.equal((await run("user sessions kim")).out, "kim is not logged in anywhere\n");
    assert.match((await run("user role kim viewer --masked")).out, /^kim is now viewer, no amounts/);
    const kim = (await state(({ users }) => users.find("kim")))!;
    assert.deepEqual([kim.role, kim.masked], ["viewer", true]);
    assert.equal(await isPassword("another password", { stored: kim.password }), true);
    assert.match((await run("user remove kim")).out, /^Removed kim, .* within 5 s\n$/);
    assert.match((await run("user remove lee")).out, /There is no user any more: .* auth\.mode: auto/);
    const entries = await state(({ audit }) => audit.entries({ since: 0, limit: 20 }));
    assert.deepEqual(
      entries.reverse().map(({ action, target }) => `${action} ${target}`),
      [
        "user.add kim",
        "user.add lee",
        "session.revoke kim",
        "user.password kim",
        "user.rights kim",
        "user.remove kim",
        "user.remove lee",
      ],
    );
    assert.deepEqual([entries[0]!.actor, entries[0]!.detail], ["cli:shopkeeper", {
      role: "admin",
      masked: false,
    }]);
    assert.ok(!JSON.stringify(entries).includes('password":') && !JSON.stringify(entries).includes("scrypt"));
  }));

Deno.test("marketpulse user says that there is no such user, or that none can be kept", () =>
  inPlace(async ({ run }) => {
    for (const args of ["passwd kim --password-stdin", "role kim admin", "remove kim", "sessions kim"]) {
      const { code, error } = await run(`user ${args}`, { stdin: piped(PASSWORD) });
      assert.deepEqual([code, error], [1, "There is no user kim: see marketpulse user list\n"]);
    }
    assert.match((await run("user list")).out, /There are no users: add one with marketpulse user add NAME/);
    const memory = await run("user list", { env: { STATE_URL: "sqlite::memory:" } });
    assert.match(memory.error, /the state is in memory: name a file with STATE_URL/);
    const nowhere = await run("user list", { env: { STATE_URL: "sqlite:/proc/nowhere/state.db" } });
    assert.deepEqual([nowhere.code, /STATE_URL/.test(nowhere.error)], [1, true]);
    assert.match(
      (await run("user list", { env: { DATABASE_URL: "" } })).error,
      /the demo will start, which does not/,
    );
    assert.match((await run("user lst")).error, /Unknown command lst, did you mean list\?/);
  }));

Deno.test("marketpulse user totp shows what an app and its owner need, and the state has nothing of the codes", () =>
  inPlace(async ({ run, state }) => {
    await run("user add kim --password-stdin", { stdin: piped(PASSWORD) });
    const { code, out } = await run("user totp kim");
    assert.equal(code, 0);
    const secret = /otpauth:\/\/totp\/MarketPulse:kim\?.*secret=([A-Z2-7]{32})/.exec(out)![1]!;
    assert.match(out, /[▀▄█]{20}/);
    const codes = out.match(/^[0-9a-z]{4}(-[0-9a-z]{4}){3}$/gm)!;
    assert.equal(codes.length, 10);
    const { id } = (await state(({ users }) => users.find("kim")))!;
    assert.equal((await state(({ factors }) => factors.find(id)))!.secret, secret);
    const audited = await state(({ audit }) => audit.entries({ since: 0, limit: 5 }));
    assert.deepEqual(audited.map(({ action }) => action), ["user.totp", "user.add"]);
    assert.ok(!JSON.stringify(audited).includes(secret));
    assert.equal((await run("user totp kim --off")).out, "kim needs no code any more\n");
    assert.equal(await state(({ factors }) => factors.find(id)), null);
    const again = await run("user totp kim --off");
    assert.deepEqual([again.code, again.error], [1, "kim needs no code as it is\n"]);
    await run("user totp kim");
    await run("user remove kim");
    assert.equal(await state(({ factors }) => factors.find(id)), null);
  }));
