/** Two instances that share a state, in a file or in PostgreSQL: who is logged in at one is at the other. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { Auth } from "@/lib/auth/auth.ts";
import { hashPassword } from "@/lib/auth/password_hash.ts";
import { parseConfig } from "@/lib/config/parse_config.ts";
import { openStateStore } from "@/lib/state/open_state_store.ts";
import { FakeClock } from "../live/fakes.ts";
import { postgresTest } from "../support/postgres.ts";

const PASSWORD = "correct horse battery";
const caller = { address: "10.0.0.7", agent: "test", mark: null };

function open(state: Awaited<ReturnType<typeof openStateStore>>, clock: FakeClock): Auth {
  const silent = () => {};
  const { auth } = parseConfig({ env: {}, flags: {} });
  return new Auth({
    state,
    clock,
    audit: silent,
    log: { warn: silent, error: (message) => assert.fail(message) },
    config: () => auth,
    loopback: true,
  });
}

async function share(address: string): Promise<void> {
  const clock = new FakeClock();
  const states = [await openStateStore(address), await openStateStore(address)] as const;
  const [one, other] = [open(states[0], clock), open(states[1], clock)];
  try {
    await Promise.all([one.known(), other.known()]);
    assert.deepEqual([one.door.isOpen({ here: true }), other.door.isOpen({ here: true })], [true, true]);
    const guest = other.door.anyone({ here: true });
    const password = await hashPassword(PASSWORD);
    await states[0].users.add({
      id: "1",
      name: "kim",
      role: "viewer",
      masked: false,
      password,
      created_at: 0,
    });
    await other.refresh();
    assert.deepEqual([other.door.isOpen({ here: true }), guest.ended.aborted], [false, true]);

    const login = await one.login.attempt({ name: "kim", password: PASSWORD }, caller);
    assert.ok(login.ok);
    assert.equal(one.cookieSuffix, other.cookieSuffix);
    const viewer = (await other.sessions.find(login.secret))!;
    assert.equal(viewer.name, "kim");
    const again = await other.login.attempt({ name: "kim", password: PASSWORD }, {
      ...caller,
      mark: login.mark,
    });
    assert.ok(again.ok, "the mark of a device holds at the other, too");

    const session = (await one.sessions.sessionOf(login.secret))!;
    await one.sessions.end(session);
    assert.equal(viewer.ended.aborted, false);
    await other.refresh();
    assert.equal(viewer.ended.aborted, true);
    assert.equal(await other.sessions.find(login.secret), null);
    assert.ok(await other.sessions.find(again.secret), "the other session goes on");
  } finally {
    await Promise.all(states.map((state) => state.close()));
  }
}

Deno.test("two instances that share a state file have their users and sessions in common", async () => {
  const folder = await Deno.makeTempDir({ prefix: "marketpulse-instances-" });
  await share(`sqlite:${join(folder, "state.db")}`).finally(() => Deno.remove(folder, { recursive: true }));
});

postgresTest(
  "two instances that share a PostgreSQL have their users and sessions in common",
  { major: 15 },
  async (server) => {
    await share(await server.createDatabase());
  },
);
