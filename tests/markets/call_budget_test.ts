import assert from "node:assert/strict";
import { CallBudget } from "../../lib/markets/call_budget.ts";
import { FakeTime } from "./support/fake_time.ts";

const MINUTE = 60_000;

Deno.test("CallBudget.take() gives no more than the limit within any hour", () => {
  const time = new FakeTime();
  const budget = new CallBudget(3, time);
  assert.deepEqual([budget.take(), budget.take()], [true, true]);
  time.skip(40 * MINUTE);
  assert.deepEqual([budget.take(), budget.take()], [true, false]);
  time.skip(20 * MINUTE - 1);
  assert.equal(budget.take(), false);
  time.skip(1);
  assert.deepEqual([budget.take(), budget.take(), budget.take()], [true, true, false]);
});

Deno.test("CallBudget.take() forgets nothing when the clock is set back", () => {
  const time = new FakeTime();
  const budget = new CallBudget(1, time);
  assert.equal(budget.take(), true);
  time.skip(-180 * MINUTE);
  assert.equal(budget.take(), false);
});

Deno.test("CallBudget.take() never gives any out of a budget of 0", () => {
  assert.equal(new CallBudget(0, new FakeTime()).take(), false);
});
