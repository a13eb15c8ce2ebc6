import assert from "node:assert/strict";
import { Wakes } from "@/lib/metrics/wakes.ts";
import { FakeTime } from "../markets/support/fake_time.ts";

/** A loop that waits five seconds or for the bell, and at least 50 ms, in a world where only the test lets time pass. */
function openLoop() {
  const time = new FakeTime();
  const started = time.now();
  const stop = new AbortController();
  const wakes = new Wakes({ elapsed: () => time.now(), wait: time.wait });
  const turns: { at: number; rung: boolean }[] = [];
  const ended = (async () => {
    while (!stop.signal.aborted) {
      const rung = await wakes.next({ due: 5_000, rest: 50 }, stop.signal);
      turns.push({ at: time.now() - started, rung });
    }
  })();
  return { time, wakes, turns, stop, ended };
}

Deno.test("Wakes.next() goes on when it is due and nobody rings", async () => {
  const { time, turns } = openLoop();
  await time.advance(14_999);
  assert.deepEqual(turns, [{ at: 5_000, rung: false }, { at: 10_000, rung: false }]);
});

Deno.test("Wakes.next() goes on at once when the bell rings after the rest", async () => {
  const { time, wakes, turns } = openLoop();
  await time.advance(1_000);
  wakes.ring();
  await time.advance(0);
  assert.deepEqual(turns, [{ at: 1_000, rung: true }]);
});

Deno.test("Wakes.next() waits for the rest however often the bell rings, and answers all rings with one", async () => {
  const { time, wakes, turns } = openLoop();
  wakes.ring();
  for (let ring = 0; ring < 30; ring++) {
    await time.advance(10);
    wakes.ring();
  }
  const rung = turns.map(({ at }) => at);
  assert.deepEqual(rung, [50, 100, 150, 200, 250, 300]);
  await time.advance(5_049);
  assert.deepEqual(turns.slice(6), [{ at: 350, rung: true }]);
  await time.advance(1);
  assert.deepEqual(turns.slice(7), [{ at: 5_350, rung: false }]);
});

Deno.test("Wakes.next() ends when it is told to", async () => {
  const { wakes, stop, ended, turns } = openLoop();
  stop.abort();
  await ended;
  assert.deepEqual(turns, [{ at: 0, rung: false }]);
  wakes.ring();
  assert.equal(await wakes.next({ due: 5_000, rest: 50 }, stop.signal), true);
});
