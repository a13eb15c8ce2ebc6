import assert from "node:assert/strict";
import { CheckPast } from "@/lib/app/check_past.ts";
import type { CheckResult, Update } from "@/lib/collectors/update.ts";
import { openSqliteState } from "@/lib/state/state_store_sqlite.ts";
import { iso } from "../live/fakes.ts";
import { recordChecks } from "../support/recorded_checks.ts";

const NOW = Date.parse("2026-11-24T03:00:00Z");
const MINUTE = 60_000;

function checked(at: number, change: Partial<CheckResult> = {}): Update[] {
  const check: CheckResult = {
    status: "healthy",
    class: "UP",
    probe: "signed",
    status_code: 200,
    response_time: 120,
    last_check: iso(at),
    error: null,
    remedy: null,
    ...change,
  };
  return [{ kind: "delivered", source: "checks", at: iso(at), data: { coupang: check } }];
}

const UP = { class: "UP", status: "healthy", remedy: null };

Deno.test("CheckPast goes on from what was recorded, times of requests and of handshakes apart", async () => {
  const state = await openSqliteState(":memory:");
  await recordChecks(state, [
    { market: "coupang", at: NOW - 3 * MINUTE, response_time: 100 },
    { market: "coupang", at: NOW - 2 * MINUTE, response_time: 9_000, class: "SLOW" },
    { market: "coupang", at: NOW - MINUTE, response_time: 15, status_code: null },
    { market: "coupang", at: NOW, response_time: null, class: "DOWN", confirmed: false },
  ]);
  const past = new CheckPast();
  past.recall(await state.checks({ since: 0 }), NOW - 2 * MINUTE);
  assert.deepEqual(past.get(), { coupang: { state: UP, times: { answer: [100], connected: [15] } } });
  await state.close();
});

Deno.test("CheckPast recalls no state that is old, and none whose remedy is not known", async () => {
  for (
    const last of [{ at: NOW - 4 * MINUTE }, { at: NOW, class: "DOWN" as const }, {
      at: NOW,
      class: "UNKNOWN" as const,
    }]
  ) {
    const state = await openSqliteState(":memory:");
    await recordChecks(state, [{ market: "coupang", at: NOW - 5 * MINUTE }, { market: "coupang", ...last }]);
    const past = new CheckPast();
    past.recall(await state.checks({ since: 0 }), NOW - 3 * MINUTE);
    assert.equal(past.get().coupang!.state, undefined);
    await state.close();
  }
});

Deno.test("CheckPast learns from a worker what its successor has to know", () => {
  const past = new CheckPast();
  const remedy = { ko: "기다려 주세요.", en: "Wait." };
  past.observe(checked(NOW));
  past.observe(checked(NOW));
  const unsure = { class: "DOWN", status: "error", seen: 1, of: 2 } as const;
  past.observe(checked(NOW + MINUTE, { response_time: null, confirming: unsure }));
  assert.deepEqual(past.get().coupang, { state: UP, times: { answer: [120], connected: [] } });
  const down = { class: "DOWN", status: "error", remedy } as const;
  past.observe(checked(NOW + 2 * MINUTE, { ...down, response_time: null }));
  assert.deepEqual(past.get().coupang!.state, down);
});

Deno.test("CheckPast does not hand on a state that was never believed", () => {
  const past = new CheckPast();
  const confirming = { class: "DOWN", status: "error", seen: 1, of: 2 } as const;
  past.observe(checked(NOW, { class: "DOWN", status: "error", response_time: null, confirming }));
  assert.equal(past.get().coupang!.state, undefined);
});

Deno.test("CheckPast keeps no more times than are looked at", () => {
  const past = new CheckPast();
  for (let minute = 0; minute < 300; minute++) {
    past.observe(checked(NOW + minute * MINUTE, { response_time: minute }));
  }
  const { answer } = past.get().coupang!.times!;
  assert.deepEqual([answer.length, answer[0], answer.at(-1)], [240, 60, 299]);
});
