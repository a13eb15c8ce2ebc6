/** The built program and its users, who are changed by other processes. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { hashPassword } from "@/lib/auth/password_hash.ts";
import { openSqliteState } from "@/lib/state/state_store_sqlite.ts";
import { EventClient } from "../support/event_client.ts";
import { buildProgram, type BuiltProgram, type RunningProgram } from "../support/program.ts";

const PASSWORD = "correct horse battery";
/** Nothing listens there. */
const DATABASE_URL = "postgres://reader@127.0.0.1:9/shop";

/** The cookies of who logged in; null when they were not let in. */
async function logIn({ url }: RunningProgram, name: string, password = PASSWORD): Promise<string | null> {
  const body = new URLSearchParams({ name, password, to: "/" });
  const response = await fetch(`${url}login`, { method: "POST", body, redirect: "manual" });
  await response.body?.cancel();
  if (response.status !== 303) return null;
  return response.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
}

/** Runs a command to its end. */
async function run(
  built: BuiltProgram,
  args: readonly string[],
  env: Record<string, string>,
): Promise<string> {
  await using command = built.spawn({ args, env });
  assert.equal(await command.ended(), 0, command.output);
  return command.output;
}

Deno.test("the built program and its users", async (test) => {
  await using built = await buildProgram();
  const env = { DATABASE_URL, STATE_URL: `sqlite:${join(built.folder, "users.db")}` };

  await test.step("does not serve other machines while nobody could log in, and says what to do; check does, too", async () => {
    const open = { ...env, HOST: "0.0.0.0", STATE_URL: `sqlite:${join(built.folder, "none.db")}` };
    await using program = built.spawn({ env: open });
    assert.equal(await program.ended(), 1);
    const said =
      /on 0\.0\.0\.0 other machines can connect, and there is no user .*marketpulse user add admin/;
    assert.match(program.output, said);
    await using check = built.spawn({ args: ["check", "--json"], env: open });
    await check.ended();
    const { findings } = JSON.parse(check.output.slice(check.output.indexOf("{")));
    const finding = findings.find(({ name }: { name: string }) => name === "auth");
    assert.equal(finding?.grade, "fault", check.output);
    assert.match(finding.message.en, /there is no user/);
  });

  await test.step("takes the first admin's password from the environment, if it will do", async () => {
    await using refused = built.spawn({
      env: { ...env, HOST: "0.0.0.0", MARKETPULSE_ADMIN_PASSWORD: "short" },
    });
    assert.equal(await refused.ended(), 1);
    assert.match(refused.output, /MARKETPULSE_ADMIN_PASSWORD cannot be used\. .*at least 10 characters/);
    await using program = await built.start({
      env: { ...env, HOST: "0.0.0.0", MARKETPULSE_ADMIN_PASSWORD: PASSWORD },
    });
    const local = new URL(program.url);
    local.hostname = "127.0.0.1";
    const here = { ...program, url: local.href } as RunningProgram;
    assert.equal((await fetch(`${here.url}api/snapshot`)).status, 401);
    const cookie = await logIn(here, "admin");
    assert.ok(cookie);
    assert.equal((await fetch(`${here.url}api/snapshot`, { headers: { cookie } })).status, 200);
    assert.ok(!program.process.output.includes(PASSWORD));
  });

  await test.step("what a command changes ends what is open for a user, without a restart", async () => {
    await using program = await built.start({ env });
    const state = await openSqliteState(env.STATE_URL);
    const password = await hashPassword(PASSWORD);
    await state.users.add({ id: "1", name: "kim", role: "viewer", masked: false, password, created_at: 0 });
    await state.close();
    for (
      const command of [
        ["user", "role", "kim", "viewer", "--masked"],
        ["user", "sessions", "kim", "--revoke"],
        ["user", "remove", "kim"],
      ]
    ) {
      const cookie = await logIn(program, "kim");
      assert.ok(cookie, command.join(" "));
      await using events = await EventClient.open(`${program.url}api/stream`, { cookie });
      assert.equal((await events.next())?.message.type, "initial");
      await run(built, command, env);
      while (await events.next());
      await using again = await EventClient.open(`${program.url}api/stream`, { cookie });
      const masked = command[1] === "role";
      assert.equal(again.response.status, masked ? 200 : 401, command.join(" "));
    }
    assert.equal(await logIn(program, "kim"), null);
  });

  await test.step("marketpulse sale acts on a server that asks for a login, by the state that they share", async () => {
    await using program = await built.start({ env });
    assert.equal(
      (await fetch(`${program.url}api/sale`, { method: "POST", body: '{"hours":1}' })).status,
      401,
    );
    const port = new URL(program.url).port;
    assert.match(
      await run(built, ["sale", "start", "1", "--port", port], env),
      /The big-sale mode has begun/,
    );
    await using stranger = built.spawn({
      args: ["sale", "stop", "--port", port],
      env: { ...env, STATE_URL: `sqlite:${join(built.folder, "other.db")}` },
    });
    assert.equal(await stranger.ended(), 1);
    assert.match(stranger.output, /asks for a login, and keeps its state elsewhere/);
  });
});
