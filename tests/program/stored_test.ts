/** What an earlier process left behind: the built program answers first and reads it then. */
import assert from "node:assert/strict";
import { shopIdentity } from "@/lib/app/shop_identity.ts";
import { parseConfig } from "@/lib/config/parse_config.ts";
import { openSqliteState } from "@/lib/state/state_store_sqlite.ts";
import { aSnapshot } from "../bus/fixtures.ts";
import { buildProgram } from "../support/program.ts";
import { redisTest, type TestRedis } from "../support/redis.ts";

/** Nothing listens there. */
const DATABASE_URL = "postgres://reader@127.0.0.1:9/shop";
const MARKETS =
  `markets: { coupang: { enabled: false }, naver: { enabled: false }, 11st: { enabled: false } }`;
const at = "2026-11-24T14:00:00+09:00";
const { inventory, sources } = aSnapshot(7);
/** As a process leaves it that had read the stock. */
const STORED = JSON.stringify({
  ...aSnapshot(7),
  sources: { ...sources, inventory: { ...sources.inventory, state: "ok", at } },
});

/** Puts a snapshot of the shop where the program looks for it. */
async function store(redis: TestRedis): Promise<{ env: Record<string, string>; key: string }> {
  const env = { DATABASE_URL, REDIS_URL: redis.url };
  const config = parseConfig({ file: { path: "marketpulse.yaml", text: MARKETS }, env, flags: {} });
  const key = `marketpulse:snapshot:${shopIdentity(config)}`;
  await redis.cli("SET", key, STORED);
  return { env, key };
}

redisTest("the built program and what is stored in Redis", {}, async (redis) => {
  const { env, key } = await store(redis);
  await using built = await buildProgram();
  await Deno.writeTextFile(`${built.folder}/marketpulse.yaml`, MARKETS);

  // Redis takes the question but answers it only when it is resumed.
  redis.pause();
  await using program = await built.start({ env });
  const page = await fetch(program.url);
  assert.equal(page.status, 200);
  assert.match(await page.text(), /데이터베이스에 연결|database/i);
  assert.equal((await program.snapshot()).inventory, null);
  redis.resume();
  const restored = await program.until((snapshot) => snapshot.inventory !== null);
  assert.deepEqual(restored.inventory, inventory);
  assert.equal(restored.sources.inventory.at, at);

  program.process.kill("SIGTERM");
  assert.equal(await program.process.ended(), 0);
  assert.deepEqual(JSON.parse(await redis.cli("GET", key)).inventory, inventory);
});

redisTest("the built program does not write over what it could not read yet", {}, async (redis) => {
  const { env, key } = await store(redis);
  await using built = await buildProgram();
  await Deno.writeTextFile(`${built.folder}/marketpulse.yaml`, MARKETS);
  redis.pause();
  await using program = await built.start({ env });
  program.process.kill("SIGTERM");
  redis.resume();
  assert.equal(await program.process.ended(), 0);
  assert.deepEqual(JSON.parse(await redis.cli("GET", key)).inventory, inventory);
});

Deno.test("the built program goes on in memory with a state file that turns out to be damaged, and says why", async () => {
  await using built = await buildProgram();
  await Deno.writeTextFile(`${built.folder}/marketpulse.yaml`, MARKETS);
  const path = `${built.folder}/state.db`;
  const state = await openSqliteState(path);
  for (let at = 0; at < 3_000; at++) await state.recordSamples(at, { x: at });
  await state.close();
  await overwriteMiddle(path);
  await using program = await built.start({ env: { DATABASE_URL, STATE_URL: `sqlite:${path}` } });
  const line = await program.process.line(/History is kept in memory only, until the next start/);
  assert.match(line, /state\.db.*Move it away/);
  const checks = await fetch(`${program.url}api/checks`);
  assert.equal(checks.status, 200);
  await checks.body?.cancel();
});

async function overwriteMiddle(path: string): Promise<void> {
  using file = await Deno.open(path, { write: true });
  await file.seek(Math.floor((await file.stat()).size / 2), Deno.SeekMode.Start);
  await file.write(new Uint8Array(8_192).fill(0xee));
}
