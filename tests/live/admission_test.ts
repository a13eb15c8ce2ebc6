import assert from "node:assert/strict";
import { Admission } from "@/lib/live/admission.ts";
import { Turnstile } from "@/lib/live/turnstile.ts";
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

Deno.test("Turnstile lets as many in at each turn as it is told, in the order in which they came", async () => {
  const clock = new FakeClock(0);
  const timers: (() => void)[] = [];
  const turnstile = new Turnstile({
    perTurn: 2,
    every: 10,
    most: 3,
    stopwatch: clock,
    after: (_, run) => void timers.push(run),
  });
  const entered: number[] = [];
  const pass = (who: number) => {
    const turn = turnstile.pass();
    if (turn === undefined) entered.push(who);
    void turn?.then(() => entered.push(who));
    return turn;
  };
  const turns = [1, 2, 3, 4, 5, 6].map(pass);
  assert.deepEqual([entered, turns[5], timers.length], [[1, 2], null, 1]);
  clock.advance(10);
  timers.shift()!();
  await Promise.resolve();
  assert.deepEqual([entered, timers.length], [[1, 2, 3, 4], 1]);
  clock.advance(10);
  timers.shift()!();
  await Promise.resolve();
  assert.deepEqual([entered, timers.length], [[1, 2, 3, 4, 5], 0], "no timer where nobody waits");
  pass(7);
  pass(8);
  assert.deepEqual([entered.at(-1), timers.length], [7, 1], "one place of this turn was left");
  timers.shift()!();
  await Promise.resolve();
  clock.advance(10);
  pass(9);
  pass(10);
  assert.deepEqual([entered.slice(-3), timers.length], [[8, 9, 10], 0]);
});

Deno.test("Admission.reserve() counts places from the reservation on, not from the connection", () => {
  const { admission } = open({ maxClients: 2 });
  assert.deepEqual([admission.reserve("a"), admission.reserve("a")], [undefined, undefined]);
  assert.deepEqual(admission.reserve("b"), { code: "full", retryAfter: 15 });
  admission.release("a");
  assert.equal(admission.reserve("b"), undefined);
});

Deno.test("Admission.reserve() limits an address and forgets those that left", () => {
  const { admission } = open({ maxClientsPerAddress: 1 });
  assert.deepEqual([admission.reserve("a"), admission.reserve("b")], [undefined, undefined]);
  assert.deepEqual(admission.reserve("a"), { code: "full_for_address", retryAfter: 15 });
  admission.release("a");
  assert.equal(admission.reserve("a"), undefined);
});

Deno.test("Admission.drain() refuses everybody, and each is told another time", () => {
  let drawn = 0;
  const { admission } = open({ random: () => drawn++ / 4 });
  admission.drain();
  assert.deepEqual(admission.reserve("a"), { code: "draining", retryAfter: 1 });
  const times = Array.from({ length: 3 }, () => admission.comeBackAfter(8_000));
  assert.deepEqual(times, [2_500, 4_500, 6_500]);
});

Deno.test("Admission.drain() tells those who wait at once, and spreads a crowd over the time it needs to come in", async () => {
  const { admission } = open({ random: () => 0.5, after: () => {} });
  const turns = Array.from({ length: 4_000 }, () => admission.turn());
  assert.equal(turns.filter((turn) => turn === undefined).length, 50);
  admission.drain();
  // 500 ms, and half of the 3,950 ms in which those who waited can be let in.
  const refused = { code: "draining", retryAfter: 3 };
  assert.deepEqual(await Promise.all(turns.slice(50)), Array(3_950).fill(refused));
  assert.deepEqual(admission.turn(), refused, "who comes now does not wait");
});

Deno.test("comeBackAfter() reads what closeReason() wrote, and nothing else", () => {
  const reason = closeReason({ ...CLOSE.goingAway, comeBackAfter: 2_500 });
  assert.deepEqual([reason, comeBackAfter(reason)], ["server is going away, come back in 2500 ms", 2_500]);
  for (const other of ["", closeReason(CLOSE.goingAway), "come back in 5 ms", "x, come back in 9999999 ms"]) {
    assert.equal(comeBackAfter(other), null, other);
  }
});

Deno.test("Admission.limit() takes other limits from now on, and sends nobody away", () => {
  const { admission } = open({ maxClients: 1 });
  assert.equal(admission.reserve("a"), undefined);
  assert.equal(admission.reserve("b")?.code, "full");
  admission.limit({ maxClients: 2, maxClientsPerAddress: 0 });
  assert.equal(admission.reserve("b"), undefined);
  admission.limit({ maxClients: 1, maxClientsPerAddress: 0 });
  assert.equal(admission.reserve("c")?.code, "full");
});
