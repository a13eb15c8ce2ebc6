/** What every store of state has to do, whatever it keeps it in. */
import assert from "node:assert/strict";
import { seededRandom } from "@/lib/demo/random.ts";
import { StateError } from "@/lib/state/state_error.ts";
import type { CheckRecord, StateStore } from "@/lib/state/state_store.ts";
import { testAuditStore } from "./audit_store_contract.ts";
import { testFactors } from "./factor_store_contract.ts";
import { testTokenStore } from "./token_store_contract.ts";
import { testAccess } from "./access_contract.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.parse("2026-11-24T05:00:00Z");

const check = (at: number, overrides: Partial<CheckRecord> = {}): CheckRecord => ({
  market: "coupang",
  at,
  class: "UP",
  status: "healthy",
  probe: "signed",
  status_code: 200,
  response_time: 120.5,
  error: null,
  confirmed: true,
  reason: null,
  phases: { dns: 3.2, connect: 10, tls: 20.5, first_byte: 80 },
  ...overrides,
});

/** How a test is registered: as one of its own, or as a step of another. */
export type Register = (name: string, run: () => Promise<void>) => void;

/** Registers the suite for the stores that `open` makes, each empty. */
export function testStateStore(
  name: string,
  open: () => Promise<StateStore>,
  register: Register = Deno.test,
): void {
  const test = (title: string, body: (store: StateStore) => Promise<void>) =>
    register(`${name}.${title}`, async () => {
      const store = await open();
      try {
        await body(store);
      } finally {
        await store.close();
      }
    });
  testHistory(test);
  testChecks(test);
  testAvailability(test);
  testPrune(test);
  testKept(test);
  testTokenStore(name, open, register);
  testAuditStore(name, open, register);
  testAccess(test);
  testFactors(test);
}

type Test = (title: string, body: (store: StateStore) => Promise<void>) => void;

function testKept(test: Test) {
  test("keep() keeps the last value of each name until it is forgotten", async (store) => {
    assert.equal(await store.kept("sale"), null);
    await store.keep("sale", { until: 1 });
    await store.keep("sale", { until: 2 });
    await store.keep("other", [1, "두"]);
    assert.deepEqual([await store.kept("sale"), await store.kept("other")], [{ until: 2 }, [1, "두"]]);
    await store.keep("sale", null);
    assert.deepEqual([await store.kept("sale"), await store.kept("other")], [null, [1, "두"]]);
  });
}

function testHistory(test: Test) {
  test("history() gives the mean of each step and null where nothing was measured", async (store) => {
    await store.recordSamples(NOW, { "sales.today.today_orders": 10 });
    await store.recordSamples(NOW + 5 * SECOND, { "sales.today.today_orders": 20 });
    await store.recordSamples(NOW + 20 * SECOND, { "sales.today.today_orders": 7 });
    const metric = "sales.today.today_orders";
    const history = await store.history({ metric, from_ms: NOW, to_ms: NOW + 30 * SECOND, step_s: 10 });
    assert.deepEqual(history, {
      metric,
      step: 10,
      points: [[NOW, 15], [NOW + 10 * SECOND, null], [NOW + 20 * SECOND, 7]],
    });
  });

  test("history() includes its start and excludes its end", async (store) => {
    for (const at of [NOW - 1, NOW, NOW + 10 * SECOND - 1, NOW + 10 * SECOND]) {
      await store.recordSamples(at, { x: at - NOW });
    }
    const history = await store.history({ metric: "x", from_ms: NOW, to_ms: NOW + 10 * SECOND, step_s: 60 });
    assert.deepEqual(history.points, [[NOW, (0 + 9_999) / 2]]);
  });

  test("history() of a figure that was never recorded is null in every step", async (store) => {
    const history = await store.history({ metric: "no", from_ms: NOW, to_ms: NOW + 2 * MINUTE, step_s: 60 });
    assert.deepEqual(history.points, [[NOW, null], [NOW + MINUTE, null]]);
  });

  test("history() keeps figures of different paths apart", async (store) => {
    await store.recordSamples(NOW, { a: 1, b: 2 });
    const history = await store.history({ metric: "b", from_ms: NOW, to_ms: NOW + SECOND, step_s: 1 });
    assert.deepEqual(history.points, [[NOW, 2]]);
  });

  test("history() gives 2,000 points and refuses more with the step to ask for", async (store) => {
    const range = { metric: "x", from_ms: NOW, to_ms: NOW + 2_000 * SECOND, step_s: 1 };
    assert.equal((await store.history(range)).points.length, 2_000);
    await assert.rejects(store.history({ ...range, to_ms: NOW + 4_001 * SECOND }), {
      name: "RangeError",
      message: "Cannot read history: 4001 points are more than 2000, ask for a step of at least 3 s",
    });
  });

  test("history() refuses an empty range and a step that is no positive number", async (store) => {
    const range = { metric: "x", from_ms: NOW, to_ms: NOW + SECOND, step_s: 1 };
    await assert.rejects(store.history({ ...range, to_ms: NOW }), RangeError);
    await assert.rejects(store.history({ ...range, step_s: 0 }), RangeError);
    await assert.rejects(store.history({ ...range, step_s: NaN }), RangeError);
  });

  test("recordSamples() leaves out what is no finite number and replaces what it has of that moment", async (store) => {
    await store.recordSamples(NOW, { a: NaN, b: Infinity, c: 1 });
    await store.recordSamples(NOW, { c: 3 });
    const mean = async (metric: string) =>
      (await store.history({ metric, from_ms: NOW, to_ms: NOW + SECOND, step_s: 1 })).points[0]![1];
    assert.deepEqual([await mean("a"), await mean("b"), await mean("c")], [null, null, 3]);
  });
}

function testChecks(test: Test) {
  test("checks() gives back what was recorded, newest first", async (store) => {
    const down = check(NOW + 1, {
      class: "DOWN",
      status: "timeout",
      probe: "keyless",
      status_code: null,
      response_time: null,
      error: "no answer within 10000 ms",
      confirmed: false,
      reason: { ko: "제한 시간 안에 응답이 없었습니다", en: "No answer in time" },
    });
    await store.recordCheck(check(NOW));
    await store.recordCheck(down);
    assert.deepEqual(await store.checks({ since: NOW }), [down, check(NOW)]);
  });

  test("checks() tells a phase that there was not, and phases that are not known", async (store) => {
    const plain = { dns: null, connect: 9.5, tls: null, first_byte: 70 };
    await store.recordCheck(check(NOW, { phases: plain }));
    await store.recordCheck(check(NOW + 1, { phases: null }));
    const recorded = await store.checks({ since: NOW });
    assert.deepEqual(recorded.map(({ phases }) => phases), [null, plain]);
  });

  test("recordCheck() takes whatever a market says", async (store) => {
    const odd = "not \u0000 a text \ud800, 한글, 🙂, 'quoted', ?";
    await store.recordCheck(check(NOW, { error: odd }));
    const [recorded] = await store.checks({ since: NOW });
    assert.match(recorded!.error!, /^not .*한글, 🙂, 'quoted', \?$/s);
  });

  test("recordCheck() keeps a result as it was when it is posted again", async (store) => {
    await store.recordCheck(check(NOW));
    await store.recordCheck(check(NOW, { response_time: null }));
    assert.deepEqual(await store.checks({ since: NOW }), [check(NOW)]);
  });

  test("checks() filters by market, by moment and by number", async (store) => {
    for (const at of [NOW - 1, NOW, NOW + 1, NOW + 2]) await store.recordCheck(check(at));
    await store.recordCheck(check(NOW + 3, { market: "11st" }));
    const moments = async (filter: Parameters<StateStore["checks"]>[0]) =>
      (await store.checks(filter)).map(({ at }) => at - NOW);
    assert.deepEqual(await moments({ since: NOW }), [3, 2, 1, 0]);
    assert.deepEqual(await moments({ market: "coupang", since: NOW }), [2, 1, 0]);
    assert.deepEqual(await moments({ market: "coupang", since: NOW, limit: 1 }), [2]);
    assert.deepEqual(await moments({ market: "naver", since: 0 }), []);
  });
}

function testAvailability(test: Test) {
  test("availability() of a market that was never measured is unknown", async (store) => {
    await store.recordCheck(check(NOW, { market: "naver" }));
    assert.deepEqual(await store.availability("coupang", NOW), { day: null, month: null, since: null });
  });

  test("availability() counts only DOWN against a market", async (store) => {
    const classes = ["UP", "SLOW", "AUTH", "IP", "QUOTA", "MAINTENANCE", "DOWN", "UP"] as const;
    for (const [index, name] of classes.entries()) {
      await store.recordCheck(check(NOW - HOUR + index * MINUTE, { class: name }));
    }
    assert.equal((await store.availability("coupang", NOW)).day, 7 / 8);
  });

  test("availability() counts nothing that was not confirmed, neither for nor against a market", async (store) => {
    await store.recordCheck(check(NOW - HOUR));
    await store.recordCheck(check(NOW - 3 * MINUTE, { class: "DOWN", confirmed: false }));
    assert.equal((await store.availability("coupang", NOW)).day, 1);
    await store.recordCheck(check(NOW - 2 * MINUTE, { class: "DOWN" }));
    assert.equal((await store.availability("coupang", NOW)).day, 0.5);
  });

  test("availability() does not measure by our own lost network, nor by what is unknown", async (store) => {
    await store.recordCheck(check(NOW - 3 * HOUR, { class: "SELF_OFFLINE" }));
    await store.recordCheck(check(NOW - 2 * HOUR, { class: "UNKNOWN" }));
    await store.recordCheck(check(NOW - HOUR));
    const { day, since } = await store.availability("coupang", NOW);
    assert.deepEqual({ day, since }, { day: 1, since: NOW - HOUR });
  });

  test("availability() is unknown until its first measurement is half an hour, or a day, old", async (store) => {
    await store.recordCheck(check(NOW));
    const after = async (ms: number) => {
      const { day, month } = await store.availability("coupang", NOW + ms);
      return [day, month];
    };
    assert.deepEqual(await after(30 * MINUTE - 1), [null, null]);
    assert.deepEqual(await after(30 * MINUTE), [1, null]);
    await store.recordCheck(check(NOW + DAY - HOUR, { class: "DOWN" }));
    assert.deepEqual(await after(DAY), [0, 0.5]);
  });

  test("availability() is exact to the check, in whatever order checks came and wherever its windows begin", async (store) => {
    const random = seededRandom(7);
    const classes = ["UP", "DOWN", "SLOW", "UNKNOWN", "SELF_OFFLINE"] as const;
    const checks = Array.from({ length: 120 }, () =>
      check(NOW - Math.floor(random() * 33 * DAY), {
        class: classes[Math.floor(random() * classes.length)]!,
        confirmed: random() < 0.8,
      }));
    checks.push(check(NOW - 30 * DAY, { class: "DOWN" }), check(NOW - 30 * DAY + 1, { class: "DOWN" }));
    checks.push(check(NOW, { class: "DOWN" }), check(NOW + 1, { class: "DOWN" }), check(NOW - DAY + 1));
    checks.push(check(NOW - 12 * HOUR));
    for (const each of checks) await store.recordCheck(each);
    const counted = (now: number, length: number) => {
      const within = checks.filter(({ at, confirmed, class: health }) =>
        at > now - length && at <= now && confirmed && health !== "UNKNOWN" && health !== "SELF_OFFLINE"
      );
      return 1 - within.filter(({ class: health }) => health === "DOWN").length / within.length;
    };
    for (const now of [NOW, NOW + 1, NOW - 1, NOW - 17 * MINUTE, NOW + 3 * HOUR - 1]) {
      const { day, month } = await store.availability("coupang", now);
      assert.deepEqual([day, month], [counted(now, DAY), counted(now, 30 * DAY)], `at ${now - NOW}`);
    }
  });

  test("availability() forgets a day after 24 hours and a month after 30 days", async (store) => {
    await store.recordCheck(check(NOW, { class: "DOWN" }));
    await store.recordCheck(check(NOW + 2 * DAY));
    const at = async (days: number) => await store.availability("coupang", NOW + days * DAY);
    assert.deepEqual(await at(2.5), { day: 1, month: 0.5, since: NOW });
    assert.deepEqual(await at(30), { day: null, month: 1, since: NOW + 2 * DAY });
  });
}

function testPrune(test: Test) {
  test("recordCheck() counts a result that is posted again once", async (store) => {
    for (let times = 0; times < 3; times++) await store.recordCheck(check(NOW - HOUR));
    await store.recordCheck(check(NOW, { class: "DOWN" }));
    assert.equal((await store.checks({ since: 0 })).length, 2);
    assert.equal((await store.availability("coupang", NOW)).day, 0.5);
  });

  test("close() can be called again, and everything else then rejects", async (store) => {
    await store.recordCheck(check(NOW));
    await store.close();
    await store.close();
    await assert.rejects(store.recordCheck(check(NOW)), StateError);
    await assert.rejects(
      store.history({ metric: "a.b", from_ms: NOW, to_ms: NOW + MINUTE, step_s: 60 }),
      StateError,
    );
  });

  test("prune() forgets samples after 48 hours and checks after 31 days", async (store) => {
    await store.recordSamples(NOW, { x: 1 });
    await store.recordCheck(check(NOW));
    const kept = async () => {
      const { points } = await store.history({ metric: "x", from_ms: NOW, to_ms: NOW + 1, step_s: 1 });
      return { samples: points[0]![1] === 1, checks: (await store.checks({ since: 0 })).length === 1 };
    };
    await store.prune(NOW + 2 * DAY);
    assert.deepEqual(await kept(), { samples: true, checks: true });
    await store.prune(NOW + 2 * DAY + 1);
    assert.deepEqual(await kept(), { samples: false, checks: true });
    await store.prune(NOW + 31 * DAY);
    assert.deepEqual(await kept(), { samples: false, checks: true });
    await store.prune(NOW + 31 * DAY + 1);
    assert.deepEqual(await kept(), { samples: false, checks: false });
  });
}
