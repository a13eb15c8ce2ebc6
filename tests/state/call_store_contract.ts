/** What every store of calls has to do, whatever it keeps them in. */
import assert from "node:assert/strict";
import type { CallStore } from "@/lib/state/call_store.ts";
import type { Register } from "./state_store_contract.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Date.parse("2026-11-24T05:00:00Z");

/** Registers the suite for the stores that `open` makes, each empty. */
export function testCallStore(
  name: string,
  open: () => Promise<{ calls: CallStore; close(): Promise<void> }>,
  register: Register = Deno.test,
): void {
  const test = (title: string, body: (store: CallStore) => Promise<void>) =>
    register(`${name}.${title}`, async () => {
      const store = await open();
      await body(store.calls).finally(() => store.close());
    });
  let ids = 0;
  const take = async (store: CallStore, at: number, limit = 2, market = "coupang") => {
    const { taken, calls } = await store.take(market, { call: { at, id: `call-${++ids}` }, limit });
    return [taken, calls.length];
  };

  test("take() gives no more than the limit within any hour", async (store) => {
    assert.deepEqual(await take(store, NOW), [true, 1]);
    assert.deepEqual(await take(store, NOW + 30 * MINUTE), [true, 2]);
    assert.deepEqual(await take(store, NOW + HOUR - 1), [false, 2]);
    assert.deepEqual(await take(store, NOW + HOUR), [true, 2]);
    assert.deepEqual(await take(store, NOW + HOUR), [false, 2]);
  });

  test("take() counts each market by itself", async (store) => {
    assert.deepEqual(await take(store, NOW, 1), [true, 1]);
    assert.deepEqual(await take(store, NOW, 1, "naver"), [true, 1]);
    assert.deepEqual(await take(store, NOW, 1), [false, 1]);
  });

  test("take() never gives any out of a budget of 0", async (store) => {
    assert.deepEqual(await take(store, NOW, 0), [false, 0]);
  });

  test("take() gives nothing back when the clock is set back, and is whole again an hour later", async (store) => {
    assert.deepEqual(await take(store, NOW, 1), [true, 1]);
    assert.deepEqual(await take(store, NOW - 100 * HOUR, 1), [false, 1]);
    assert.deepEqual(await take(store, NOW - 99 * HOUR - 1, 1), [false, 1]);
    assert.deepEqual(await take(store, NOW - 99 * HOUR, 1), [true, 1]);
  });

  test("calls() gives the requests of the last hour, oldest first", async (store) => {
    await store.add("coupang", [{ at: NOW - 1, id: "b" }, { at: NOW - HOUR, id: "old" }, {
      at: NOW - 2,
      id: "a",
    }]);
    assert.deepEqual(await store.calls("coupang", NOW), [{ at: NOW - 2, id: "a" }, { at: NOW - 1, id: "b" }]);
  });

  test("add() knows a request again by its id", async (store) => {
    await store.add("coupang", [{ at: NOW, id: "a" }]);
    await store.add("coupang", [{ at: NOW, id: "a" }, { at: NOW, id: "b" }]);
    assert.equal((await store.calls("coupang", NOW)).length, 2);
  });

  test("held() lasts as long as was said, also when the clock is set back", async (store) => {
    assert.equal(await store.held("coupang", NOW), null);
    await store.hold("coupang", { since: NOW, until: NOW + HOUR, result: { class: "QUOTA" } });
    const held = { since: NOW, until: NOW + HOUR, result: { class: "QUOTA" } };
    assert.deepEqual(await store.held("coupang", NOW + HOUR - 1), held);
    assert.equal(await store.held("coupang", NOW + HOUR), null);
    assert.equal(await store.held("naver", NOW), null);
    const earlier = NOW - 1_000 * HOUR;
    assert.deepEqual(await store.held("coupang", earlier), {
      ...held,
      since: earlier,
      until: earlier + HOUR,
    });
    assert.equal(await store.held("coupang", earlier + HOUR), null);
  });
}
