/** What only a database on the network does: it restarts, freezes, loses connections, is shared, refuses. */
import assert from "node:assert/strict";
import { type Migration, MIGRATIONS } from "@/lib/state/migrations.ts";
import { openExistingCalls } from "@/lib/state/open_existing_calls.ts";
import { bringUpToDate } from "@/lib/state/open_postgres.ts";
import { openStateStore } from "@/lib/state/open_state_store.ts";
import { openPool, PostgresDatabase } from "@/lib/state/postgres_database.ts";
import { StateError } from "@/lib/state/state_error.ts";
import type { StateStore } from "@/lib/state/state_store.ts";
import { statements } from "@/lib/state/state_store_sql.ts";
import { openPostgresState } from "@/lib/state/state_store_postgres.ts";
import { freePort } from "../support/free_port.ts";
import { postgresTest, type TestPostgres } from "../support/postgres.ts";

const NOW = Date.parse("2026-11-24T05:00:00Z");
const HOUR = 3_600_000;
const timing = { limit: 2_000, retry: { minimum: 20, maximum: 100 } };

async function faultOf(work: Promise<unknown>): Promise<StateError> {
  const error = await work.then(() => null, (error) => error);
  assert.ok(error instanceof StateError, `It came to ${error}`);
  return error;
}

/** A store, and a promise of the next time that its database is lost or found again. */
function watched(url: string) {
  let next = Promise.withResolvers<StateError | null>();
  const store = openPostgresState({
    url,
    timing,
    onTrouble: (trouble) => {
      next.resolve(trouble);
      next = Promise.withResolvers();
    },
  });
  return { store, news: () => next.promise };
}

async function roleUrl(server: TestPostgres, database: string, role: string, rights = ""): Promise<string> {
  await server.query(`CREATE ROLE ${role} LOGIN PASSWORD 'geheim' ${rights}`);
  const url = new URL(database);
  Object.assign(url, { username: role, password: "geheim" });
  return url.href;
}

const read = async (store: StateStore) => await store.kept("x");

/** All of them are asked of one server, each in a database of its own. */
const steps: [string, (server: TestPostgres) => Promise<void>][] = [];
const step = (name: string, run: (server: TestPostgres) => Promise<void>) => void steps.push([name, run]);

step("PostgresDatabase finds a database that was restarted, with all that it held", async (server) => {
  const { store, news } = watched(await server.createDatabase());
  await store.keep("x", 1);
  await server.kill();
  const lost = news();
  const { fault, message, reason } = await faultOf(store.keep("x", 2));
  assert.equal(fault, "unreachable");
  assert.doesNotMatch(message, /p@ss|p%40ss/);
  assert.match(reason.ko, /연결할 수 없습니다/);
  assert.equal((await lost)!.fault, "unreachable");
  const found = news();
  await server.start();
  assert.equal(await found, null);
  assert.equal(await read(store), 1);
  await store.close();
});

postgresTest("PostgresDatabase gets over a connection that is killed in the midst of a transaction", {
  major: 15,
}, async (server) => {
  const url = await server.createDatabase();
  await using database = disposable(new PostgresDatabase({ url, timing }));
  await database.usable();
  const failed = faultOf(database.transaction("x", async ({ all }) => {
    await all("INSERT INTO marketpulse.kept (name, value) VALUES (?, ?)", ["half", "1"]);
    const [row] = await all("SELECT pg_backend_pid() AS pid");
    await server.query(`SELECT pg_terminate_backend(${row!.pid})`);
    await all("INSERT INTO marketpulse.kept (name, value) VALUES (?, ?)", ["done", "1"]);
  }));
  assert.equal((await failed).fault, "unreachable");
  await usableAgain(database);
  assert.deepEqual(await database.all("SELECT name FROM marketpulse.kept"), []);
});

step("PostgresDatabase does not let others wait for a server that is frozen", async (server) => {
  const { store, news } = watched(await server.createDatabase());
  await store.keep("x", 1);
  server.pause();
  try {
    assert.equal((await faultOf(store.keep("x", 2))).fault, "unreachable");
    // While it is looked for, nothing is sent, so this is known without waiting.
    assert.equal((await faultOf(store.keep("x", 3))).fault, "unreachable");
  } finally {
    server.resume();
  }
  assert.equal(await news(), null);
  // Whether it was written is not known: it was sent, and nobody answered.
  assert.ok([1, 2].includes(await read(store) as number));
  await store.close();
});

step(
  "several instances that start at once bring a database up to date once, and count calls together",
  async (server) => {
    const url = await server.createDatabase();
    const stores = Array.from({ length: 4 }, () => openPostgresState({ url, timing }));
    const instances = await Promise.all(stores.map(({ calls }) => calls.instance()));
    assert.equal(new Set(instances).size, 1);
    const steps = await server.query(`SELECT version FROM marketpulse.migrations ORDER BY version`, url);
    assert.deepEqual(steps.map(({ version }) => Number(version)), MIGRATIONS.map(({ version }) => version));
    const takes = stores.flatMap(({ calls }, store) =>
      Array.from(
        { length: 10 },
        (_, id) => calls.take("coupang", { call: { at: NOW, id: `${store}.${id}` }, limit: 25 }),
      )
    );
    const taken = (await Promise.all(takes)).filter(({ taken }) => taken);
    assert.equal(taken.length, 25);
    await Promise.all(stores.map((store) => store.recordSamples(NOW, { a: 1, b: 2, c: 3 })));
    const [{ samples }] = await server.query(
      "SELECT count(*)::int AS samples FROM marketpulse.samples",
      url,
    ) as [
      { samples: number },
    ];
    assert.equal(samples, 3);
    await Promise.all(stores.map((store) => store.close()));
  },
);

step(
  "a role without the right to make the schema is told what to run, and is let in once that was done",
  async (server) => {
    const url = await server.createDatabase();
    const role = await roleUrl(server, url, "pulse");
    const { store, news } = watched(role);
    const { fault, lines, remedy } = await faultOf(store.keep("x", 1));
    assert.equal(fault, "forbidden");
    assert.match(remedy.ko, /관리자/);
    assert.deepEqual(lines, ['CREATE SCHEMA marketpulse AUTHORIZATION "pulse";']);
    const found = news();
    await server.query(lines.join(" "), url);
    assert.equal(await found, null);
    await store.keep("x", 1);
    await store.close();
  },
);

step("a role needs no more than to read and write rows once the schema is there", async (server) => {
  const url = await server.createDatabase();
  await (await openStateStore(url)).close();
  const role = await roleUrl(server, url, "rows");
  const { fault, lines } = await faultOf(openStateStore(role));
  assert.equal(fault, "forbidden");
  await server.query(lines.join(" ").replace(", CREATE", ""), url);
  const store = await openStateStore(role);
  await store.recordSamples(NOW, { x: 1 });
  await store.keep("x", 1);
  assert.equal(await read(store), 1);
  await store.close();
});

step("PostgresDatabase says what is wrong with a database, and how to mend it", async (server) => {
  const url = await server.createDatabase();
  const wrongPassword = new URL(url);
  wrongPassword.password = "wrong";
  assert.equal((await faultOf(openStateStore(wrongPassword.href))).fault, "refused");
  assert.equal((await faultOf(openStateStore(server.urlOf("nowhere")))).fault, "no_database");
  const closed = `postgres://u:geheim@127.0.0.1:${freePort()}/x`;
  const { fault, message } = await faultOf(openStateStore(closed));
  assert.equal(fault, "unreachable");
  assert.match(message, /postgres:\/\/127\.0\.0\.1:\d+\/x/);
  assert.doesNotMatch(message, /geheim/);
  assert.equal((await faultOf(openStateStore("postgres://u@no-such-host.invalid/x"))).fault, "unreachable");

  await server.query(
    "CREATE DATABASE old ENCODING 'EUC_KR' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0",
  );
  const encoding = await faultOf(openStateStore(server.urlOf("old")));
  assert.equal(encoding.fault, "encoding");
  assert.match(encoding.lines.join(), /ENCODING 'UTF8'/);

  const database = new URL(url).pathname.slice(1);
  await server.query(`ALTER DATABASE ${database} SET default_transaction_read_only = on`);
  assert.equal((await faultOf(openStateStore(url))).fault, "read_only");
  const few = await roleUrl(server, url, "few", "CONNECTION LIMIT 0");
  assert.equal((await faultOf(openStateStore(few))).fault, "crowded");
});

step("bringUpToDate() leaves a newer version alone, and takes no half steps", async (server) => {
  const url = await server.createDatabase();
  const newest = MIGRATIONS.at(-1)!.version;
  const step = (version: number, sql: string): Migration => ({ version, name: "next", sql });
  const good = step(newest + 1, "CREATE TABLE second (x INTEGER PRIMARY KEY, y REAL, z BLOB) STRICT");
  const bad = step(newest + 2, "CREATE TABLE third (x TEXT) STRICT; INSERT INTO nowhere VALUES (1)");
  const pool = openPool(url);
  await bringUpToDate(pool, { url });
  await assert.rejects(bringUpToDate(pool, { url, migrations: [...MIGRATIONS, good, bad] }), /nowhere/);
  const tables = () =>
    server.query("SELECT tablename FROM pg_tables WHERE tablename IN ('second', 'third')", url);
  assert.deepEqual(await tables(), []);
  await bringUpToDate(pool, { url, migrations: [...MIGRATIONS, good] });
  assert.deepEqual(await tables(), [{ tablename: "second" }]);
  await pool.end();
  assert.equal((await faultOf(openStateStore(url))).fault, "newer");
  assert.equal(await openExistingCalls(url), null);
});

postgresTest("openExistingCalls() counts in a database that is there, and makes nothing in one that is not", {
  major: 15,
}, async (server) => {
  const url = await server.createDatabase();
  assert.equal(await openExistingCalls(url), null);
  assert.deepEqual(await server.query("SELECT 1 FROM pg_namespace WHERE nspname = 'marketpulse'", url), []);
  const serving = await openStateStore(url);
  {
    await using existing = (await openExistingCalls(url))!;
    await existing.calls.take("coupang", { call: { at: NOW, id: "a" }, limit: 1 });
  }
  const { taken } = await serving.calls.take("coupang", { call: { at: NOW, id: "b" }, limit: 1 });
  assert.equal(taken, false);
  await serving.close();
});

step("PostgresDatabase makes its schema anew when somebody drops it", async (server) => {
  const url = await server.createDatabase();
  const { store, news } = watched(url);
  await store.keep("x", 1);
  await server.query("DROP SCHEMA marketpulse CASCADE", url);
  await faultOf(read(store));
  assert.equal(await news(), null);
  assert.equal(await read(store), null);
  await store.close();
});

step("prune() finds what is too old by indexes", async (server) => {
  const url = await server.createDatabase();
  const store = await openStateStore(url);
  await server.query(
    `INSERT INTO marketpulse.metrics (path) SELECT 'm' || i FROM generate_series(1, 20) AS i;
     INSERT INTO marketpulse.samples SELECT id, ${NOW} + s * 4000, s
       FROM marketpulse.metrics, generate_series(1, 5000) AS s;
     INSERT INTO marketpulse.checks (market, at, class, status, probe)
       SELECT 'm', ${NOW} + s * 60000::bigint, 'UP', 'healthy', 'signed' FROM generate_series(1, 50000) AS s;
     ANALYZE marketpulse.samples, marketpulse.checks`,
    url,
  );
  const sql = statements("marketpulse.");
  const explain = async (text: string, values: number[]) => {
    const filled = values.reduce((text, value) => text.replace("?", `${value}`), text);
    const rows = await server.query(`EXPLAIN ${filled}`, url);
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  };
  assert.match(await explain(sql.dropSamples, [3, NOW + 400_000]), /Index Scan/);
  assert.match(await explain(sql.dropChecks, [NOW + 6_000_000]), /Index Scan/);
  await store.prune(NOW + 48 * HOUR + 4_000_000);
  const [left] = await server.query("SELECT count(*)::int AS n FROM marketpulse.samples", url);
  assert.equal(left!.n, 20 * 4_001);
  await store.close();
});

async function usableAgain(database: PostgresDatabase): Promise<void> {
  for (;;) {
    try {
      return await database.usable();
    } catch (error) {
      if (!(error instanceof StateError)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}

function disposable(database: PostgresDatabase): PostgresDatabase & AsyncDisposable {
  return Object.assign(database, { [Symbol.asyncDispose]: () => database.close() });
}

postgresTest("the own state in PostgreSQL", { major: 15 }, async (server, test) => {
  for (const [name, run] of steps) await test.step(name, () => run(server));
});
