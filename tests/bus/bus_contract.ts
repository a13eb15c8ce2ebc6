/** What every bus has to do. */
import assert from "node:assert/strict";
import type { Bus } from "@/lib/bus/bus.ts";
import { aSnapshot, aStatus, until } from "./fixtures.ts";

/** Registers the suite through `test`. */
export function testBus(test: (title: string, body: (bus: Bus) => Promise<void>) => void): void {
  test("loadSnapshot() gives null while nothing was saved", async (bus) => {
    assert.equal(await bus.loadSnapshot(), null);
  });

  test("loadSnapshot() gives the snapshot that was saved last, whole", async (bus) => {
    for (const seq of [1, 2, 3]) bus.saveSnapshot(aSnapshot(seq));
    await until(async () => (await bus.loadSnapshot())?.seq === 3);
    assert.deepEqual(await bus.loadSnapshot(), aSnapshot(3));
  });

  test("saveStatus() accepts statuses of any market", async (bus) => {
    bus.saveStatus("coupang", aStatus({}));
    bus.saveStatus("11st", aStatus({ status: "unknown", class: "UNKNOWN", response_time: null }));
    bus.saveSnapshot(aSnapshot(1));
    await until(async () => await bus.loadSnapshot() !== null);
  });

  test("close() can be called at once", async (bus) => {
    await bus.close();
  });
}
