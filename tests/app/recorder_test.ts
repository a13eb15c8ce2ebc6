import assert from "node:assert/strict";
import type { Log } from "@/lib/app/log.ts";
import { Recorder } from "@/lib/app/recorder.ts";
import type { Update } from "@/lib/collectors/update.ts";
import { isoInZone } from "@/lib/metrics/business_day.ts";
import type { StateStore } from "@/lib/state/state_store.ts";
import { openSqliteState } from "@/lib/state/state_store_sqlite.ts";
import { FakeClock, iso, sales } from "../live/fakes.ts";

const seoul = (at: number) => isoInZone(at, "Asia/Seoul");

async function availabilityOf(recorder: Recorder, update: Update) {
  const [completed] = await recorder.record([update]);
  assert.ok(completed?.kind === "delivered" && completed.source === "checks");
  return completed.data.coupang!.availability;
}

function open(state: StateStore, patience?: number) {
  const clock = new FakeClock();
  const logged: string[] = [];
  const at = (level: string) => (message: string) => void logged.push(`${level} ${message}`);
  const log: Log = { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
  return { clock, logged, recorder: new Recorder({ state, clock, isoTime: seoul, log, patience }) };
}

const check = (clock: FakeClock, healthClass: "UP" | "DOWN"): Update => ({
  kind: "delivered",
  source: "checks",
  at: iso(clock.now()),
  data: {
    coupang: {
      status: healthClass === "UP" ? "healthy" : "error",
      class: healthClass,
      probe: "signed",
      status_code: 200,
      response_time: 100,
      last_check: iso(clock.now()),
      error: null,
      remedy: null,
    },
  },
});

Deno.test("Recorder.record() keeps a sample of the shop every few seconds, however often figures come", async () => {
  const state = await openSqliteState(":memory:");
  const { clock, recorder } = open(state);
  const start = clock.now();
  for (let tick = 0; tick < 100; tick++) {
    await recorder.record([{
      kind: "delivered",
      source: "sales",
      at: iso(clock.now()),
      data: sales("2026-11-24", tick),
    }]);
    clock.advance(100);
  }
  const metric = "sales.today.today_orders";
  const { points } = await state.history({ metric, from_ms: start, to_ms: clock.now(), step_s: 1 });
  assert.deepEqual(points.map(([, orders]) => orders), [0, null, null, null, 40, null, null, null, 80, null]);
});

Deno.test("Recorder.record() adds availability to checks, null with its beginning until enough was measured", async () => {
  const state = await openSqliteState(":memory:");
  const { clock, recorder } = open(state);
  const since = seoul(clock.now());
  const availabilityAfter = (healthClass: "UP" | "DOWN") =>
    availabilityOf(recorder, check(clock, healthClass));
  const first = await availabilityAfter("UP");
  assert.deepEqual([first.day, first.month], [null, null]);
  assert.equal(first.since, since);
  clock.advance(3_600_000);
  assert.equal((await availabilityAfter("DOWN")).day, 0.5);
  const { points } = await state.history({
    metric: "api_status.coupang.response_time",
    from_ms: Date.parse(since),
    to_ms: clock.now() + 1,
    step_s: 3_600,
  });
  assert.deepEqual(points.map(([, value]) => value), [100, 100]);
  await state.close();
});

Deno.test("Recorder.record() records what a check saw, not what is believed, and that it was not", async () => {
  const state = await openSqliteState(":memory:");
  const { clock, recorder } = open(state);
  const update = check(clock, "UP");
  assert.ok(update.kind === "delivered" && update.source === "checks");
  const reason = { ko: "연결이 거부되었습니다", en: "The connection was refused" };
  Object.assign(update.data.coupang!, {
    error: "connection refused",
    reason,
    confirming: { class: "DOWN", status: "error", seen: 1, of: 2 },
  });
  const [completed] = await recorder.record([update]);
  assert.ok(completed?.kind === "delivered" && completed.source === "checks");
  const { class: shown, last_check } = completed.data.coupang!;
  assert.deepEqual([shown, last_check], ["UP", seoul(clock.now())]);
  const [recorded] = await state.checks({ since: 0 });
  assert.deepEqual([recorded!.class, recorded!.status, recorded!.confirmed], ["DOWN", "error", false]);
  assert.deepEqual(recorded!.reason, reason);
  await state.close();
});

Deno.test("Recorder.record() passes figures on when the state fails, and says so once", async () => {
  const state = await openSqliteState(":memory:");
  const { clock, logged, recorder } = open(state);
  await state.close();
  const figures: Update = {
    kind: "delivered",
    source: "sales",
    at: iso(clock.now()),
    data: sales("2026-11-24"),
  };
  for (let tick = 0; tick < 3; tick++) assert.deepEqual(await recorder.record([figures]), [figures]);
  const [completed] = await recorder.record([check(clock, "UP")]);
  assert.ok(completed?.kind === "delivered" && completed.source === "checks");
  assert.deepEqual(completed.data.coupang!.availability, { day: null, month: null, since: null });
  assert.deepEqual(logged, ["error History cannot be recorded and has a gap"]);
});

Deno.test("Recorder.record() tells every moment of a check in the business's zone", async () => {
  const state = await openSqliteState(":memory:");
  const { clock, recorder } = open(state);
  const at = "2026-11-24T03:00:00.000Z";
  const update = check(clock, "UP") as Extract<Update, { source: "checks"; kind: "delivered" }>;
  const age = { name: "access_token", issued: at, expires: at, days_left: 0 };
  const told = {
    fresh_for: 180_000,
    budget: { used: 1, limit: 120, resets_at: at },
    credentials: [age],
  };
  const data = { coupang: { ...update.data.coupang!, ...told } };
  const [shown] = await recorder.record([{ ...update, data }]);
  const text = JSON.stringify(shown);
  assert.equal(text.match(/2026-11-24T12:00:00\.000\+09:00/g)?.length, 6, text);
  await state.close();
});

Deno.test("Recorder.recordPast() records checks, and response times for the charts of the last hour", async () => {
  const state = await openSqliteState(":memory:");
  const { clock, recorder } = open(state);
  const now = clock.now();
  const past = (minutes: number, response_time: number | null) => ({
    at: now - minutes * 60_000,
    class: "UP" as const,
    status: "healthy" as const,
    probe: "signed" as const,
    status_code: 200,
    response_time,
    error: null,
    reason: null,
  });
  await recorder.recordPast({ coupang: [past(90, 80), past(30, 100), past(20, null)] });
  assert.equal((await state.checks({ since: 0 })).length, 3);
  const metric = "api_status.coupang.response_time";
  const { points } = await state.history({ metric, from_ms: now - 7_200_000, to_ms: now, step_s: 3_600 });
  assert.deepEqual(points.map(([, value]) => value), [null, 100]);
  await state.close();
});

Deno.test("Recorder.record() does not wait for a state that is slow, and shows the shares that it told last", async () => {
  const state = await openSqliteState(":memory:");
  const asked = Promise.withResolvers<void>();
  let slow = false;
  const slowly: StateStore = new Proxy(state, {
    get: (target, name) => {
      const method = Reflect.get(target, name);
      return typeof method !== "function" ? method : async (...args: unknown[]) => {
        if (slow) await asked.promise;
        return await method.apply(target, args);
      };
    },
  });
  const { clock, recorder } = open(slowly, 1);
  await recorder.record([check(clock, "UP")]);
  clock.advance(3_600_000);
  const before = await availabilityOf(recorder, check(clock, "DOWN"));
  assert.equal(before.day, 0.5);
  slow = true;
  clock.advance(60_000);
  assert.deepEqual(await availabilityOf(recorder, check(clock, "UP")), before);
  asked.resolve();
  await recorder.drained();
  assert.equal((await state.checks({ since: 0 })).length, 3);
  await state.close();
});

Deno.test("Recorder.record() of two instances keeps the shop's figures of a moment once", async () => {
  const state = await openSqliteState(":memory:");
  const [first, second] = [open(state), open(state)];
  second.clock.advance(1_500);
  const start = first.clock.now();
  for (const [index, { clock, recorder }] of [first, second].entries()) {
    const data = sales("2026-11-24", 7 + index);
    await recorder.record([{ kind: "delivered", source: "sales", at: iso(clock.now()), data }]);
    await recorder.drained();
  }
  const metric = "sales.today.today_orders";
  const { points } = await state.history({ metric, from_ms: start, to_ms: start + 4_000, step_s: 1 });
  assert.deepEqual(points.map(([, orders]) => orders), [8, null, null, null]);
  await state.close();
});
