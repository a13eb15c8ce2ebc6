import assert from "node:assert/strict";
import type { Log } from "@/lib/app/log.ts";
import { SaleMode } from "@/lib/app/sale_mode.ts";
import { openSqliteState } from "@/lib/state/state_store_sqlite.ts";
import type { StateStore } from "@/lib/state/state_store.ts";
import { FakeClock } from "../live/fakes.ts";

const HOUR = 3_600_000;

function openSale(clock: FakeClock, state: Pick<StateStore, "keep" | "kept">) {
  const changes: (number | null)[] = [];
  const logged: string[] = [];
  const at = (level: string) => (message: string) => void logged.push(`${level} ${message}`);
  const log: Log = { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
  const sale = new SaleMode({ clock, state, log, onChange: (until) => changes.push(until) });
  return { sale, changes, logged };
}

Deno.test("SaleMode lasts as long as was asked for and ends by itself", async () => {
  const clock = new FakeClock();
  const { sale, changes } = openSale(clock, await openSqliteState(":memory:"));
  const until = clock.now() + 2 * HOUR;
  await sale.start(2);
  clock.advance(2 * HOUR - 1);
  sale.tick();
  assert.equal(sale.until, until);
  clock.advance(1);
  sale.tick();
  assert.deepEqual([sale.until, changes], [null, [until, null]]);
});

Deno.test("SaleMode survives a restart with what is left of it, and is forgotten when it ended", async () => {
  const clock = new FakeClock();
  const state = await openSqliteState(":memory:");
  await openSale(clock, state).sale.start(3);
  clock.advance(HOUR);
  const next = openSale(clock, state);
  await next.sale.restore();
  assert.deepEqual(next.changes, [clock.now() + 2 * HOUR]);
  await next.sale.stop();
  const last = openSale(clock, state);
  await last.sale.restore();
  assert.deepEqual([last.sale.until, last.changes], [null, []]);
});

Deno.test("SaleMode.restore() takes nothing that is over, further away than it can be, or no moment", async () => {
  const clock = new FakeClock();
  const state = await openSqliteState(":memory:");
  const kept = [clock.now(), clock.now() + 48 * HOUR + 1, "soon", null].map((until) => ({ until }));
  for (const value of [...kept, 7, null, "x"]) {
    await state.keep("sale", value);
    const { sale, changes } = openSale(clock, state);
    await sale.restore();
    assert.deepEqual([sale.until, changes], [null, []], JSON.stringify(value));
  }
});

Deno.test("SaleMode goes on with an earlier sale as soon as the state can be read, and says once that it cannot", async () => {
  const clock = new FakeClock();
  const until = clock.now() + HOUR;
  let readable = false;
  const kept = () => readable ? Promise.resolve({ until }) : Promise.reject(new Error("Not there"));
  const { sale, changes, logged } = openSale(clock, { keep: () => Promise.resolve(), kept });
  await sale.restore();
  sale.tick();
  await Promise.resolve();
  assert.equal(logged.filter((line) => line.startsWith("error")).length, 1);
  readable = true;
  sale.tick();
  await Promise.resolve();
  await Promise.resolve();
  assert.deepEqual([sale.until, changes], [until, [until]]);
  sale.tick();
  assert.deepEqual(changes, [until]);
});

Deno.test("SaleMode.start() refuses hours out of range, and a second one counts from now", async () => {
  const clock = new FakeClock();
  const { sale } = openSale(clock, await openSqliteState(":memory:"));
  for (const hours of [0, 0.49, 48.1, -1, NaN, Infinity]) {
    await assert.rejects(sale.start(hours), RangeError);
  }
  assert.equal(sale.until, null);
  await sale.start(48);
  await sale.start(0.5);
  assert.equal(sale.until, clock.now() + HOUR / 2);
});

Deno.test("SaleMode works without a state that can be written, and says what that costs", async () => {
  const clock = new FakeClock();
  const broken = () => Promise.reject(new Error("The disk is full"));
  const { sale, logged } = openSale(clock, { keep: broken, kept: broken });
  await sale.restore();
  await sale.start(1);
  assert.equal(sale.until, clock.now() + HOUR);
  assert.deepEqual(logged.filter((line) => line.startsWith("error")), [
    "error Cannot read whether there is a big sale",
    "error A restart will not know of the big sale",
  ]);
});
