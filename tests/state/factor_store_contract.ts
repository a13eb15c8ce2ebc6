/** What every store of state has to do for second factors. */
import assert from "node:assert/strict";
import type { StateStore } from "@/lib/state/state_store.ts";

const NOW = Date.parse("2026-11-24T05:00:00Z");
const factor = { secret: "JBSWY3DPEHPK3PXP", created_at: NOW, recovery: ["a", "b"] };

type Test = (title: string, body: (store: StateStore) => Promise<void>) => void;

export function testFactors(test: Test): void {
  test("factors: find() gives what was set last, until it is removed", async ({ factors }) => {
    assert.equal(await factors.find("kim"), null);
    await factors.set("kim", factor);
    await factors.set("kim", { ...factor, secret: "ANOTHER", recovery: ["c"] });
    assert.deepEqual(await factors.find("kim"), { secret: "ANOTHER", created_at: NOW });
    assert.equal(await factors.find("lee"), null);
    assert.deepEqual([await factors.useRecovery("kim", "a"), await factors.useRecovery("kim", "c")], [
      false,
      true,
    ]);
    assert.deepEqual([await factors.remove("kim"), await factors.remove("kim")], [true, false]);
    assert.equal(await factors.find("kim"), null);
  });

  test("factors: useStep() uses up a step and those before it, for one user alone", async ({ factors }) => {
    assert.equal(await factors.useStep("kim", 7), false);
    await factors.set("kim", factor);
    await factors.set("lee", factor);
    const used = [];
    for (const step of [7, 7, 6, 8, 7]) used.push(await factors.useStep("kim", step));
    assert.deepEqual(used, [true, false, false, true, false]);
    assert.equal(await factors.useStep("lee", 7), true);
  });

  test("factors: useRecovery() takes each code once", async ({ factors }) => {
    await factors.set("kim", factor);
    await factors.set("lee", factor);
    const used = [];
    for (const hash of ["a", "a", "x", "b"]) used.push(await factors.useRecovery("kim", hash));
    assert.deepEqual(used, [true, false, false, true]);
    assert.equal(await factors.useRecovery("lee", "a"), true);
  });
}
