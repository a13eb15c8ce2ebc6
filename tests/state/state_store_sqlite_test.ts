import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type Migration, MIGRATIONS } from "@/lib/state/migrations.ts";
import { damageOf } from "@/lib/state/check_sqlite.ts";
import { openSqlite } from "@/lib/state/open_sqlite.ts";
import { StateError } from "@/lib/state/state_error.ts";
import { statements } from "@/lib/state/state_store_sql.ts";
import { openSqliteState } from "@/lib/state/state_store_sqlite.ts";
import { testStateStore } from "./state_store_contract.ts";

const NOW = Date.parse("2026-11-24T05:00:00Z");

async function inFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "marketpulse-state-" });
  try {
    await body(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function faultOf(opened: Promise<unknown>): Promise<StateError> {
  const error = await opened.then(() => null, (error) => error);
  assert.ok(error instanceof StateError, `Opening gave ${error}`);
  return error;
}

testStateStore("SqlStateStore of SQLite in memory", () => openSqliteState(":memory:"));

testStateStore("SqlStateStore of SQLite in a file", async () => {
  const folder = await Deno.makeTempDir({ prefix: "marketpulse-state-" });
  const store = await openSqliteState(`sqlite:${join(folder, "state.db")}`);
  const close = store.close.bind(store);
  let kept = true;
  store.close = async () => {
    await close();
    if (kept) await Deno.remove(folder, { recursive: true });
    kept = false;
  };
  return store;
});

Deno.test("openSqliteState() makes missing folders and finds everything again", () =>
  inFolder(async (folder) => {
    const address = `sqlite:${join(folder, "deep", "er", "state.db")}`;
    const first = await openSqliteState(address);
    await first.recordSamples(NOW, { x: 4 });
    await first.close();
    const second = await openSqliteState(address);
    const { points } = await second.history({ metric: "x", from_ms: NOW, to_ms: NOW + 1, step_s: 1 });
    assert.deepEqual(points, [[NOW, 4]]);
    await second.close();
  }));

Deno.test("SqlStateStore.prune() finds what is too old by a key, and reads nothing else", () => {
  const database = openSqlite(":memory:");
  const plan = database.prepare(`EXPLAIN QUERY PLAN ${statements("").dropSamples}`).all(1, NOW)
    .map(({ detail }) => detail);
  assert.match(String(plan[0]), /^SEARCH samples USING PRIMARY KEY \(metric=\? AND at<\?\)$/);
  database.close();
});

Deno.test("openSqliteState() lets a second program read and write", () =>
  inFolder(async (folder) => {
    const path = join(folder, "state.db");
    const [first, second] = [await openSqliteState(path), await openSqliteState(path)];
    await first.recordSamples(NOW, { x: 1 });
    await second.recordSamples(NOW + 1, { x: 3 });
    const { points } = await first.history({ metric: "x", from_ms: NOW, to_ms: NOW + 2, step_s: 1 });
    assert.deepEqual(points, [[NOW, 2]]);
    await first.close();
    await second.close();
  }));

Deno.test("openSqliteState() refuses a file that is no database and leaves it as it is", () =>
  inFolder(async (folder) => {
    const path = join(folder, "state.db");
    await Deno.writeTextFile(path, "orders,revenue\n".repeat(500));
    const { fault, message } = await faultOf(openSqliteState(path));
    assert.equal(fault, "corrupt");
    assert.match(message, /Cannot keep state in .*state\.db: .*Move it away/);
    assert.equal(await Deno.readTextFile(path), "orders,revenue\n".repeat(500));
  }));

/** Overwrites the middle of a file. */
async function damage(path: string): Promise<void> {
  const file = await Deno.open(path, { write: true });
  const { size } = await file.stat();
  await file.seek(Math.floor(size / 2), Deno.SeekMode.Start);
  await file.write(new Uint8Array(8_192).fill(0xee));
  file.close();
}

Deno.test("damageOf() finds a part that is damaged, also while the store is in use", () =>
  inFolder(async (folder) => {
    const path = join(folder, "state.db");
    const store = await openSqliteState(path);
    for (let at = 0; at < 3_000; at++) await store.recordSamples(NOW + at, { x: at });
    assert.equal(damageOf(path), null);
    await store.close();
    await damage(path);
    const again = await openSqliteState(path);
    assert.match(damageOf(path)!, /\S/);
    await again.close();
  }));

Deno.test("openSqlite() does not change a database of which a part is damaged", () =>
  inFolder(async (folder) => {
    const path = join(folder, "state.db");
    const store = await openSqliteState(path);
    for (let at = 0; at < 3_000; at++) await store.recordSamples(NOW + at, { x: at });
    await store.close();
    await damage(path);
    const next: Migration = { version: 99, name: "next", sql: "CREATE TABLE next (x TEXT) STRICT" };
    assert.throws(() => openSqlite(path, [...MIGRATIONS, next]), { fault: "corrupt" });
  }));

Deno.test("openSqliteState() refuses a database of a newer version", () =>
  inFolder(async (folder) => {
    const path = join(folder, "state.db");
    const future: Migration = { version: 99, name: "future", sql: "CREATE TABLE future (x TEXT) STRICT" };
    openSqlite(path, [...MIGRATIONS, future]).close();
    assert.equal((await faultOf(openSqliteState(path))).fault, "newer");
  }));

Deno.test("openSqliteState() says when its folder cannot be made or its path is a folder", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(join(folder, "file"), "");
    assert.equal((await faultOf(openSqliteState(join(folder, "file", "state.db")))).fault, "unreachable");
    assert.equal((await faultOf(openSqliteState(folder))).fault, "unreachable");
    const { reason, remedy } = await faultOf(openSqliteState(folder));
    assert.ok(reason.ko.length > 0 && remedy.ko.length > 0);
  }));

Deno.test("SqlStateStore.recordSamples() says when another program holds the file locked, and works afterwards", () =>
  inFolder(async (folder) => {
    const path = join(folder, "state.db");
    const store = await openSqliteState(path);
    const other = new DatabaseSync(path);
    other.exec("BEGIN IMMEDIATE");
    assert.equal((await faultOf(store.recordSamples(NOW, { x: 1 }))).fault, "locked");
    other.exec("ROLLBACK");
    other.close();
    await store.recordSamples(NOW, { x: 1 });
    await store.close();
  }));

Deno.test("openSqlite() applies each migration once, and none of a migration that fails", () =>
  inFolder((folder) => {
    const path = join(folder, "state.db");
    const newest = MIGRATIONS.at(-1)!.version;
    const second: Migration = {
      version: newest + 1,
      name: "second",
      sql: "CREATE TABLE second (x TEXT) STRICT",
    };
    const third: Migration = {
      version: newest + 2,
      name: "third",
      sql: "CREATE TABLE third (x TEXT) STRICT; INSERT INTO nowhere VALUES (1)",
    };
    const tables = (database: DatabaseSync) =>
      database.prepare("SELECT name FROM sqlite_schema WHERE name IN ('second', 'third')").all()
        .map(({ name }) => name);
    openSqlite(path).close();
    openSqlite(path, [...MIGRATIONS, second]).close();
    assert.throws(() => openSqlite(path, [...MIGRATIONS, second, third]), /nowhere/);
    const database = openSqlite(path, [...MIGRATIONS, second]);
    assert.deepEqual(tables(database), ["second"]);
    const applied = database.prepare("SELECT version, name FROM migrations ORDER BY version").all();
    assert.deepEqual(applied.map((row) => ({ ...row })), [
      ...MIGRATIONS.map(({ version, name }) => ({ version, name })),
      { version: newest + 1, name: "second" },
    ]);
    database.close();
    return Promise.resolve();
  }));

Deno.test({
  name: "openSqliteState() makes files that nobody else may read",
  ignore: Deno.build.os === "windows",
  fn: () =>
    inFolder(async (folder) => {
      const store = await openSqliteState(join(folder, "state.db"));
      await store.keep("x", 1);
      for await (const { name } of Deno.readDir(folder)) {
        const { mode } = await Deno.stat(join(folder, name));
        assert.equal(mode! & 0o777, 0o600, name);
      }
      await store.close();
    }),
});

Deno.test("openSqliteState() counts the hours of checks that were recorded before hours were counted", () =>
  inFolder(async (folder) => {
    const path = join(folder, "state.db");
    const before = openSqlite(path, MIGRATIONS.filter(({ version }) => version < 9));
    const add = before.prepare(
      "INSERT INTO checks (market, at, class, status, probe, confirmed) VALUES ('coupang', ?, ?, 'x', 'signed', ?)",
    );
    const hour = 3_600_000;
    add.run(NOW - 3 * hour, "UP", 1);
    add.run(NOW - 3 * hour + 1, "DOWN", 1);
    add.run(NOW - 2 * hour, "UP", 1);
    add.run(NOW - 2 * hour + 1, "DOWN", 0);
    add.run(NOW - 2 * hour + 2, "UNKNOWN", 1);
    before.close();
    const store = await openSqliteState(path);
    const { day, since } = await store.availability("coupang", NOW);
    assert.deepEqual({ day, since }, { day: 1 - 1 / 3, since: NOW - 3 * hour });
    await store.close();
  }));
