import assert from "node:assert/strict";
import type { CheckResult } from "../../lib/collectors/update.ts";
import { Belief, HITS } from "../../lib/markets/belief.ts";
import type { HealthClass } from "../../lib/shared/snapshot.ts";

function found(health: HealthClass, minute = 0): CheckResult {
  return {
    class: health,
    status: health === "UP" ? "healthy" : health === "DOWN" ? "error" : "degraded",
    probe: "signed",
    status_code: null,
    response_time: null,
    last_check: new Date(minute * 60_000).toISOString(),
    error: health === "UP" ? null : health,
    remedy: null,
  };
}

/** What is shown while one class after the other is found, each as often asked for as its class usually is. */
function shown(
  classes: readonly HealthClass[],
  { last, hits }: { last?: HealthClass; hits?: number } = {},
): string[] {
  const belief = new Belief(last && found(last));
  return classes.map((health, minute) => {
    const { class: state, confirming } = belief.take({
      result: found(health, minute),
      hits: hits ?? HITS[health],
    });
    return confirming ? `${state} (${confirming.class} ${confirming.seen}/${confirming.of})` : state;
  });
}

Deno.test("Belief believes in DOWN when two of three checks found it", () => {
  assert.deepEqual(shown(["UP", "DOWN", "DOWN", "DOWN"]), ["UP", "UP (DOWN 1/2)", "DOWN", "DOWN"]);
  assert.deepEqual(shown(["UP", "DOWN", "UP", "DOWN"]), ["UP", "UP (DOWN 1/2)", "UP", "DOWN"]);
  assert.deepEqual(shown(["UP", "DOWN", "UP", "UP", "DOWN"]).at(-1), "UP (DOWN 1/2)");
});

Deno.test("Belief believes at once that a market is better", () => {
  assert.deepEqual(shown(["UP"], { last: "DOWN" }), ["UP"]);
  assert.deepEqual(shown(["SLOW", "UP"], { last: "DOWN" }), ["SLOW", "UP"]);
  assert.deepEqual(shown(["SLOW"], { last: "UP" }), ["UP (SLOW 1/2)"]);
});

Deno.test("Belief believes at once what a market says itself", () => {
  for (const health of ["AUTH", "IP", "QUOTA", "MAINTENANCE", "SELF_OFFLINE"] as const) {
    assert.deepEqual(shown([health], { last: "UP" }), [health]);
  }
});

Deno.test("Belief holds the last state while the new one is not clear", () => {
  assert.deepEqual(shown(["DOWN", "UNKNOWN", "SLOW"], { last: "AUTH" }), [
    "AUTH (DOWN 1/2)",
    "AUTH (UNKNOWN 1/2)",
    "SLOW",
  ]);
});

Deno.test("Belief asks for three in a row where a market's word is not always true", () => {
  assert.deepEqual(shown(["IP", "IP", "IP"], { last: "UP", hits: 3 }), ["UP (IP 1/3)", "UP (IP 2/3)", "IP"]);
  const belief = new Belief(found("UP"));
  const states = (["IP", "IP", "UP", "IP", "IP"] as const).map((health) =>
    belief.take({ result: found(health), hits: health === "IP" ? 3 : 1 }).class
  );
  assert.deepEqual(states, ["UP", "UP", "UP", "UP", "UP"]);
});

Deno.test("Belief shows the first state there is, and that it is not sure of it", () => {
  assert.deepEqual(shown(["DOWN", "DOWN", "DOWN"]), ["DOWN (DOWN 1/2)", "DOWN", "DOWN"]);
  assert.deepEqual(shown(["DOWN", "UP"]), ["DOWN (DOWN 1/2)", "UP"]);
});

Deno.test("Belief shows what was seen under the state that it holds", () => {
  const belief = new Belief({ class: "UP", status: "healthy", remedy: null });
  const remedy = { ko: "마켓 공지를 확인해 주세요.", en: "Look at the market's notices" };
  const result = belief.take({ result: { ...found("DOWN", 5), remedy }, hits: 2 });
  assert.deepEqual(result, {
    ...found("DOWN", 5),
    class: "UP",
    status: "healthy",
    remedy: null,
    confirming: { class: "DOWN", status: "error", seen: 1, of: 2 },
  });
  assert.deepEqual(belief.take({ result: { ...found("DOWN", 6), remedy }, hits: 2 }).remedy, remedy);
});

Deno.test("Belief counts nothing twice that was found only once", () => {
  const belief = new Belief(found("UP"));
  belief.take({ result: found("DOWN"), hits: 2 });
  const again = belief.take({ result: found("DOWN", 1), hits: 2, repeated: true });
  assert.equal(`${again.class} ${again.confirming?.seen}`, "UP 1");
});
