import assert from "node:assert/strict";
import { ReplaceableState } from "@/lib/state/replaceable_state.ts";
import { openSqliteState } from "@/lib/state/state_store_sqlite.ts";
import { testStateStore } from "./state_store_contract.ts";

testStateStore("ReplaceableState", async () => {
  const state = new ReplaceableState();
  await state.use(await openSqliteState(":memory:"));
  return state;
});

Deno.test("ReplaceableState lets wait what is asked before there is a store", async () => {
  const state = new ReplaceableState();
  const recorded = state.recordSamples(1, { x: 4 });
  const read = state.history({ metric: "x", from_ms: 1, to_ms: 2, step_s: 1 });
  await state.use(await openSqliteState(":memory:"));
  await recorded;
  assert.deepEqual((await read).points, [[1, 4]]);
  await state.close();
});

Deno.test("ReplaceableState.use() closes the store before, and asks the new one", async () => {
  const [first, second] = [await openSqliteState(":memory:"), await openSqliteState(":memory:")];
  const state = new ReplaceableState();
  await state.use(first);
  await state.recordSamples(1, { x: 4 });
  await state.use(second);
  assert.deepEqual((await state.history({ metric: "x", from_ms: 1, to_ms: 2, step_s: 1 })).points, [[
    1,
    null,
  ]]);
  await assert.rejects(first.recordSamples(1, { x: 4 }));
  await state.close();
});
