import assert from "node:assert/strict";
import { CheckNow } from "@/lib/app/check_now.ts";
import type { ApiStatus } from "@/lib/shared/snapshot.ts";
import { FakeClock, iso } from "../live/fakes.ts";

const MINUTE = 60_000;

function open(status: Partial<ApiStatus> = {}) {
  const clock = new FakeClock();
  const ordered: string[] = [];
  const state = { status: { class: "UP", ...status } as ApiStatus, working: true };
  const checkNow = new CheckNow({
    markets: () => ["coupang", "naver"],
    status: () => state.status,
    order: (market) => state.working && ordered.push(market) > 0,
    clock,
  });
  const ask = (market = "coupang") => {
    const { code, status, retryAfter } = checkNow.ask(market);
    return [status, code, ...(retryAfter === undefined ? [] : [retryAfter])];
  };
  return { clock, ordered, state, ask };
}

const budget = (used: number, resets_at: string | null) => ({ used, limit: 120, resets_at });

Deno.test("CheckNow.ask() orders a check of the market, and says that it does", () => {
  const { ask, ordered } = open();
  assert.deepEqual(ask(), [202, "accepted"]);
  assert.deepEqual(ordered, ["coupang"]);
});

Deno.test("CheckNow.ask() knows no other markets", () => {
  const { ask, ordered } = open();
  assert.deepEqual(ask("gmarket"), [404, "unknown_market"]);
  assert.deepEqual(ask("toString"), [404, "unknown_market"]);
  assert.deepEqual(ordered, []);
});

Deno.test("CheckNow.ask() grants one wish in ten seconds for each market", () => {
  const { ask, ordered, clock } = open();
  ask();
  clock.advance(4_500);
  assert.deepEqual(ask(), [429, "too_soon", 6]);
  assert.deepEqual(ask("naver"), [202, "accepted"]);
  clock.advance(5_500);
  assert.deepEqual(ask(), [202, "accepted"]);
  assert.deepEqual(ordered, ["coupang", "naver", "coupang"]);
});

Deno.test("CheckNow.ask() refuses while the budget is spent, says until when, and grants again from then on", () => {
  const { ask, ordered, state, clock } = open();
  const resets = iso(clock.now() + 7 * MINUTE);
  state.status = { ...state.status, budget: budget(120, resets) };
  assert.deepEqual(ask(), [429, "budget_spent", 420]);
  state.status = { ...state.status, budget: budget(120, null) };
  assert.deepEqual(ask(), [429, "budget_spent"]);
  assert.deepEqual(ordered, []);
  state.status = { ...state.status, budget: budget(120, resets) };
  clock.advance(7 * MINUTE);
  assert.deepEqual(ask(), [202, "accepted"]);
  clock.advance(MINUTE);
  state.status = { ...state.status, budget: budget(119, resets) };
  assert.deepEqual(ask(), [202, "accepted"]);
});

Deno.test("CheckNow.ask() leaves a market alone that limits us", () => {
  const { ask, ordered } = open({ class: "QUOTA" });
  assert.deepEqual(ask(), [409, "market_paused"]);
  assert.deepEqual(ordered, []);
});

Deno.test("CheckNow.ask() says when nobody is there to check, which costs no wish", () => {
  const { ask, state } = open();
  state.working = false;
  assert.deepEqual(ask(), [409, "checks_stopped"]);
  state.working = true;
  assert.deepEqual(ask(), [202, "accepted"]);
});
