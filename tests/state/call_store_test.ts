import assert from "node:assert/strict";
import { join } from "node:path";
import { MemoryCallStore } from "@/lib/state/call_store_memory.ts";
import { openExistingCalls } from "@/lib/state/open_existing_calls.ts";
import { openSqliteState } from "@/lib/state/state_store_sqlite.ts";
import { testCallStore } from "./call_store_contract.ts";

const HOUR = 3_600_000;
const NOW = Date.parse("2026-11-24T05:00:00Z");

testCallStore(
  "MemoryCallStore",
  () => Promise.resolve({ calls: new MemoryCallStore(), close: () => Promise.resolve() }),
);
testCallStore("SqlCallStore of SQLite", () => openSqliteState(":memory:"));

async function inFolder(run: (path: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await run(join(folder, "state.db"));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("calls, holds and the instance survive a restart, and processes that share the file count together", () =>
  inFolder(async (path) => {
    const first = await openSqliteState(path);
    const second = await openSqliteState(path);
    await first.calls.take("coupang", { call: { at: NOW, id: "a" }, limit: 2 });
    await second.calls.take("coupang", { call: { at: NOW, id: "b" }, limit: 2 });
    await first.calls.hold("naver", { since: NOW, until: NOW + HOUR, result: {} });
    const instance = await second.calls.instance();
    await first.close();
    await second.close();
    const again = await openSqliteState(path);
    const { taken } = await again.calls.take("coupang", { call: { at: NOW + 1, id: "c" }, limit: 2 });
    assert.equal(taken, false);
    assert.equal((await again.calls.held("naver", NOW + 1))?.until, NOW + HOUR);
    assert.equal(await again.calls.instance(), instance);
    await again.close();
  }));

Deno.test("openExistingCalls() counts in a state file that is there, and makes none", () =>
  inFolder(async (path) => {
    assert.equal(await openExistingCalls(`sqlite:${path}`), null);
    await assert.rejects(Deno.stat(path), Deno.errors.NotFound);
    const serving = await openSqliteState(path);
    {
      await using existing = (await openExistingCalls(`sqlite:${path}`))!;
      await existing.calls.take("coupang", { call: { at: NOW, id: "a" }, limit: 1 });
    }
    const { taken } = await serving.calls.take("coupang", { call: { at: NOW, id: "b" }, limit: 1 });
    assert.equal(taken, false);
    await serving.close();
  }));

Deno.test("openExistingCalls() leaves a file alone that is another version's or none of ours", () =>
  inFolder(async (path) => {
    await Deno.writeTextFile(path, "not SQLite");
    assert.equal(await openExistingCalls(path), null);
    assert.equal(await Deno.readTextFile(path), "not SQLite");
  }));
