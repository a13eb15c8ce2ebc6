import assert from "node:assert/strict";
import { isVoid, withLag } from "../../lib/markets/loop_lag.ts";

/** Keeps this event loop from turning. */
function block(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

Deno.test("withLag() notices that the event loop stood still, also at the very end", async () => {
  const stopwatch = () => performance.now();
  const { value, lag } = await withLag(() => {
    block(300);
    return Promise.resolve("done");
  }, stopwatch);
  assert.equal(value, "done");
  assert.ok(lag >= 245, `${lag}`);
});

Deno.test("withLag() reckons by the stopwatch that it was given", async () => {
  const times = [0, 40];
  const { lag } = await withLag(() => Promise.resolve(), () => times.shift()!);
  assert.equal(lag, 0);
});

Deno.test("withLag() leaves no timer behind when the work fails", async () => {
  await assert.rejects(withLag(() => Promise.reject(new Error("no")), () => 0), /no/);
});

Deno.test("isVoid() allows 200 ms, and of long times a tenth", () => {
  assert.deepEqual(
    [{ lag: 200 }, { lag: 201 }, { lag: 500, took: 5_000 }, { lag: 501, took: 5_000 }, { took: 100 }].map(
      isVoid,
    ),
    [false, true, false, true, false],
  );
});
