import assert from "node:assert/strict";
import { OwnLedger } from "@/lib/budget/own_ledger.ts";
import type { CallStore } from "@/lib/state/call_store.ts";
import { MemoryCallStore } from "@/lib/state/call_store_memory.ts";
import { ReplaceableState } from "@/lib/state/replaceable_state.ts";
import { openSqliteState } from "@/lib/state/state_store_sqlite.ts";
import { FakeTime } from "../markets/support/fake_time.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A store whose disk can fail. */
function failing(store: CallStore) {
  const broken = { now: false };
  const calls = new Proxy(store, {
    get: (target, name: keyof CallStore) => (...args: unknown[]) =>
      broken.now
        ? Promise.reject(new Error("disk is full"))
        : (target[name] as (...args: unknown[]) => Promise<unknown>)(...args),
  });
  return { broken, calls };
}

async function takeAll(ledger: OwnLedger, limit: number): Promise<number> {
  let granted = 0;
  while (await ledger.take("coupang", limit) === "granted") granted += 1;
  return granted;
}

Deno.test("OwnLedger.budget() says how many calls were sent and when the oldest counts no more", async () => {
  const clock = new FakeTime();
  const ledger = new OwnLedger({ store: new MemoryCallStore(), clock });
  assert.deepEqual(await ledger.budget("coupang", 3), { used: 0, limit: 3, resets_at: null });
  await ledger.take("coupang", 3);
  clock.skip(MINUTE);
  await ledger.take("coupang", 3);
  const expected = { used: 2, limit: 3, resets_at: "2026-01-15T10:30:00.000Z" };
  assert.deepEqual(await ledger.budget("coupang", 3), expected);
});

Deno.test("OwnLedger goes on counting in memory while its store fails, and tells it afterwards", async () => {
  const [clock, store] = [new FakeTime(), new MemoryCallStore()];
  const { broken, calls } = failing(store);
  const ledger = new OwnLedger({ store: calls, clock });
  assert.equal(await ledger.take("coupang", 3), "granted");
  broken.now = true;
  clock.skip(MINUTE);
  assert.equal(await takeAll(ledger, 3), 2);
  assert.equal(await ledger.take("coupang", 3), "spent");
  assert.equal((await ledger.budget("coupang", 3))!.used, 3);
  broken.now = false;
  assert.equal(await ledger.take("coupang", 3), "spent");
  assert.equal((await store.calls("coupang", clock.now())).length, 3);
});

Deno.test("OwnLedger grants nothing while it has never known what was sent", async () => {
  const { broken, calls } = failing(new MemoryCallStore());
  broken.now = true;
  const ledger = new OwnLedger({ store: calls, clock: new FakeTime() });
  assert.equal(await ledger.take("coupang", 3), "unknown");
  assert.equal(await ledger.budget("coupang", 3), null);
  broken.now = false;
  assert.equal(await ledger.take("coupang", 3), "granted");
});

Deno.test("OwnLedger that could read nothing for an hour takes half of the budget, and tells it when it can", async () => {
  const clock = new FakeTime();
  const store = new MemoryCallStore();
  const { broken, calls } = failing(store);
  broken.now = true;
  const ledger = new OwnLedger({ store: calls, clock });
  clock.skip(HOUR - 1);
  assert.equal(await ledger.take("coupang", 10), "unknown");
  clock.skip(1);
  assert.equal(await takeAll(ledger, 10), 5);
  broken.now = false;
  assert.equal(await takeAll(ledger, 10), 5);
  assert.equal((await store.calls("coupang", clock.now())).length, 10);
});

Deno.test("OwnLedger grants nothing for an hour when the record of before is lost, whatever the clock does", async () => {
  const clock = new FakeTime();
  const ledger = new OwnLedger({ store: new MemoryCallStore(), clock });
  ledger.lose();
  clock.skip(HOUR - 1);
  assert.equal(await ledger.take("coupang", 3), "unknown");
  clock.skip(-100 * HOUR);
  assert.equal(await ledger.take("coupang", 3), "unknown");
  clock.skip(HOUR);
  assert.equal(await ledger.take("coupang", 3), "granted");
});

Deno.test("OwnLedger remembers a hold that could not be written", async () => {
  const { broken, calls } = failing(new MemoryCallStore());
  const clock = new FakeTime();
  const ledger = new OwnLedger({ store: calls, clock });
  broken.now = true;
  await ledger.hold("coupang", { since: clock.now(), until: clock.now() + HOUR, result: 1 });
  broken.now = false;
  assert.equal((await ledger.held("coupang"))?.result, 1);
  clock.skip(HOUR);
  assert.equal(await ledger.held("coupang"), null);
});

Deno.test("OwnLedger tells another store that took the place of the first what was sent", async () => {
  const clock = new FakeTime();
  const state = new ReplaceableState();
  const ledger = new OwnLedger({ store: state.calls, clock });
  await state.use(await openSqliteState(":memory:"));
  assert.equal(await takeAll(ledger, 3), 3);
  assert.equal(await ledger.take("naver", 1), "granted");
  await state.use(await openSqliteState(":memory:"));
  ledger.lose();
  assert.equal(await ledger.take("coupang", 3), "spent");
  assert.equal(await ledger.take("naver", 1), "spent");
  assert.equal(await ledger.take("11st", 3), "unknown");
  await state.close();
});

Deno.test("OwnLedgers that lose the store that they shared do not send more than the budget together", async () => {
  const clock = new FakeTime();
  const { broken, calls } = failing(new MemoryCallStore());
  const ledgers = [1, 2, 3].map(() => new OwnLedger({ store: calls, clock }));
  for (const ledger of ledgers) await ledger.take("coupang", 20);
  // All have seen each other.
  for (const ledger of ledgers) await ledger.calls("coupang");
  broken.now = true;
  const granted = [];
  for (const ledger of ledgers) granted.push(await takeAll(ledger, 20));
  assert.deepEqual(granted, [5, 5, 5]);
  broken.now = false;
  for (const ledger of ledgers) await ledger.calls("coupang");
  assert.equal((await ledgers[0]!.budget("coupang", 20))!.used, 18);
  assert.equal(await takeAll(ledgers[0]!, 20), 2);
});
