import assert from "node:assert/strict";
import { Admission } from "@/lib/live/admission.ts";
import { Pace } from "@/lib/live/pace.ts";
import { closeReason, comeBackAfter } from "@/lib/shared/close_codes.ts";
import { CLOSE } from "@/lib/shared/close_codes.ts";
import { FakeClock } from "./fakes.ts";

function open(options: Partial<ConstructorParameters<typeof Admission>[0]> = {}) {
  const clock = new FakeClock(0);
  const admission = new Admission({
    maxClients: 100_000,
    maxClientsPerAddress: 0,
    stopwatch: clock,
    random: () => 0,
    ...options,
  });
  return { clock, admission };
}

Deno.test("Pace lets a burst in at once and then as many a second as it is told", () => {
  const clock = new FakeClock(0);
  const pace = new Pace({ clock, perSecond: 10, burst: 3, longest: 250 });
  assert.deepEqual(Array.from({ length: 6 }, () => pace.take()), [0, 0, 0, 100, 200, undefined]);
  clock.advance(100);
  assert.deepEqual([pace.take(), pace.take()], [200, undefined]);
  clock.advance(10_000);
  assert.deepEqual(Array.from({ length: 4 }, () => pace.take()), [0, 0, 0, 100]);
});

Deno.test("Admission.reserve() counts places from the reservation on, not from the connection", () => {
  const { admission } = open({ maxClients: 2 });
  assert.deepEqual([admission.reserve("a"), admission.reserve("a")], [0, 0]);
  assert.deepEqual(admission.reserve("b"), { code: "full", retryAfter: 15 });
  admission.release("a");
  assert.equal(admission.reserve("b"), 0);
});

Deno.test("Admission.reserve() limits an address and forgets those that left", () => {
  const { admission } = open({ maxClientsPerAddress: 1 });
  assert.deepEqual([admission.reserve("a"), admission.reserve("b")], [0, 0]);
  assert.deepEqual(admission.reserve("a"), { code: "full_for_address", retryAfter: 15 });
  admission.release("a");
  assert.equal(admission.reserve("a"), 0);
});

Deno.test("Admission.reserve() makes a crowd of ten thousand wait its turn, and the end of it come again", () => {
  const { clock, admission } = open();
  const turns = Array.from({ length: 10_000 }, () => admission.reserve("a"));
  const waits = turns.filter((turn) => typeof turn === "number");
  const refusals = turns.filter((turn) => typeof turn !== "number");
  assert.equal(waits.filter((wait) => wait === 0).length, 100);
  assert.deepEqual(waits, waits.toSorted((one, other) => one - other));
  assert.equal(waits.at(-1)! <= 5_000, true);
  assert.deepEqual([...new Set(refusals.map(({ code }) => code))], ["busy"]);
  clock.advance(refusals.at(-1)!.retryAfter * 1000);
  assert.equal(admission.reserve("a"), 0, "who comes when told is let in");
});

Deno.test("Admission.drain() refuses everybody, and each is told another time", () => {
  let drawn = 0;
  const { admission } = open({ random: () => drawn++ / 4 });
  admission.drain();
  assert.deepEqual(admission.reserve("a"), { code: "draining", retryAfter: 1 });
  const times = Array.from({ length: 3 }, () => admission.comeBackAfter(8_000));
  assert.deepEqual(times, [2_500, 4_500, 6_500]);
});

Deno.test("comeBackAfter() reads what closeReason() wrote, and nothing else", () => {
  const reason = closeReason({ ...CLOSE.goingAway, comeBackAfter: 2_500 });
  assert.deepEqual([reason, comeBackAfter(reason)], ["server is going away, come back in 2500 ms", 2_500]);
  for (const other of ["", closeReason(CLOSE.goingAway), "come back in 5 ms", "x, come back in 9999999 ms"]) {
    assert.equal(comeBackAfter(other), null, other);
  }
});
