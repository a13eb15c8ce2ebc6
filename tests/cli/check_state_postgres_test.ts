import assert from "node:assert/strict";
import { checkAuth } from "@/lib/check/check_auth.ts";
import { checkState } from "@/lib/check/check_state.ts";
import { parseConfig } from "@/lib/config/parse_config.ts";
import { openStateStore } from "@/lib/state/open_state_store.ts";
import { freePort } from "../support/free_port.ts";
import { postgresTest } from "../support/postgres.ts";

postgresTest("check tells whether a database can hold the own state, and changes nothing in it", {
  major: 15,
}, async (server) => {
  const url = await server.createDatabase();
  const database = new URL(url).pathname.slice(1);
  const schemas = () => server.query("SELECT FROM pg_namespace WHERE nspname = 'marketpulse'", url);
  const fresh = await checkState({ url });
  assert.equal(fresh.grade, "ok");
  assert.match(fresh.message.en, /will be made/);
  assert.equal((await schemas()).length, 0);

  await server.query("CREATE ROLE pulse LOGIN PASSWORD 'geheim'", url);
  const pulse = url.replace(/\/\/.*@/, "//pulse:geheim@");
  const refused = await checkState({ url: pulse });
  assert.deepEqual([refused.grade, refused.lines], ["fault", [
    'CREATE SCHEMA marketpulse AUTHORIZATION "pulse";',
  ]]);
  for (const line of refused.lines) await server.query(line, url);
  assert.equal((await checkState({ url: pulse })).grade, "ok");

  const store = await openStateStore(pulse);
  const ready = await checkState({ url: pulse });
  assert.equal(
    ready.message.en,
    `The schema marketpulse of postgres://127.0.0.1:${server.port}/${database} can be read and written`,
  );
  const auth = async (state: string) => {
    const config = parseConfig({ env: { DATABASE_URL: url, STATE_URL: state, HOST: "0.0.0.0" }, flags: {} });
    return (await checkAuth({ config, adminPassword: false })).grade;
  };
  assert.equal(await auth(pulse), "fault", "nobody could log in");
  await store.users.add({
    id: "1",
    name: "kim",
    role: "admin",
    masked: false,
    password: null,
    created_at: 1,
  });
  assert.equal(await auth(pulse), "ok");
  await store.close();

  const gone = `postgres://pulse:geheim@127.0.0.1:${freePort()}/x`;
  const { grade, message, remedy, seen } = await checkState({ url: gone });
  assert.equal(grade, "fault");
  assert.match(message.ko, /연결할 수 없습니다: postgres:\/\/127/);
  assert.doesNotMatch(JSON.stringify([message, remedy, seen]), /geheim/);
  assert.equal(await auth(gone), "warning");
});
