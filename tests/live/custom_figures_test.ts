import assert from "node:assert/strict";
import type { CustomDefinition } from "@/lib/live/custom_figures.ts";
import type { CustomReading } from "@/lib/shared/custom_metric.ts";
import { dayOf, FakeClock, iso, openHub } from "./fakes.ts";

const define = (name: string, more: Partial<CustomDefinition> = {}): CustomDefinition => ({
  name,
  definition: "1",
  title: { ko: name, en: name },
  unit: "count",
  format: "",
  thresholds: { warn: 3, bad: 5, direction: "above" },
  interval: 10_000,
  ...more,
});

const text = (en: string) => ({ ko: en, en });
const clock = new FakeClock();

const reading = (name: string, outcome: CustomReading["outcome"], definition = "1"): CustomReading => ({
  name,
  definition,
  at: iso(clock.now()),
  outcome,
});

function open(custom: readonly CustomDefinition[]) {
  const hub = openHub(clock, { custom });
  const configure = (custom: readonly CustomDefinition[]) =>
    hub.configure({ intervals: {}, custom, businessDay: dayOf, isoTime: iso, markets: [] });
  return { hub, configure, figure: (name: string) => hub.snapshot.custom[name] };
}

Deno.test("Hub has an entry for each metric, unknown with a reason until it is read", () => {
  const { hub, figure } = open([define("a"), define("b")]);
  assert.deepEqual(Object.keys(hub.snapshot.custom), ["a", "b"]);
  assert.equal(figure("a")!.state, "unknown");
  assert.ok(figure("a")!.reason);
});

Deno.test("Hub.publishCustom() merges readings, and says how they stand to their thresholds", () => {
  const { hub, figure } = open([define("a"), define("b")]);
  const columns = [{ name: "m", kind: "text" }, { name: "n", kind: "number" }] as const;
  hub.publishCustom([
    reading("a", { value: 4 }),
    reading("b", { columns, rows: [["x", 1], ["y", 9], ["z", null]] }),
  ]);
  assert.deepEqual([figure("a")!.value, figure("a")!.level, figure("a")!.state], [4, "warn", "ok"]);
  assert.equal(figure("b")!.level, "bad");
  hub.publishCustom([reading("a", { columns, rows: [] })]);
  assert.deepEqual([figure("a")!.value, figure("a")!.level], [undefined, null]);
});

Deno.test("Hub.publishCustom() keeps the figure of one that failed, with its age and the reason", () => {
  const { hub, figure } = open([define("a")]);
  hub.publishCustom([reading("a", { value: 4 })]);
  const { at } = figure("a")!;
  clock.advance(10_000);
  hub.publishCustom([reading("a", { reason: text("broken"), remedy: null })]);
  const { state, value, at: after, reason } = figure("a")!;
  assert.deepEqual([state, value, after, reason?.en], ["down", 4, at, "broken"]);
});

Deno.test("Hub marks a metric stale after three of its own intervals", () => {
  const { hub, figure } = open([define("a")]);
  hub.publishCustom([reading("a", { value: 4 })]);
  clock.advance(30_000);
  hub.tick();
  assert.equal(figure("a")!.state, "ok");
  clock.advance(1);
  hub.tick();
  assert.deepEqual([figure("a")!.state, figure("a")!.value], ["stale", 4]);
});

Deno.test("Hub.configure() forgets metrics that are gone and figures of another statement, and judges anew", () => {
  const { hub, configure, figure } = open([define("a"), define("b"), define("c")]);
  hub.publishCustom([reading("a", { value: 4 }), reading("b", { value: 4 }), reading("c", { value: 4 })]);
  configure([
    define("c", { definition: "2" }),
    define("b", { thresholds: { warn: null, bad: 4, direction: "above" } }),
  ]);
  assert.deepEqual(Object.keys(hub.snapshot.custom), ["c", "b"]);
  assert.deepEqual([figure("c")!.value, figure("c")!.state], [undefined, "unknown"]);
  assert.deepEqual([figure("b")!.value, figure("b")!.level], [4, "bad"]);
  hub.publishCustom([reading("c", { value: 1 }, "1"), reading("a", { value: 1 })]);
  assert.deepEqual([figure("c")!.value, figure("a")], [undefined, undefined], "what comes late is nobody's");
});

Deno.test("Hub.restore() shows what the last process read of the same statement, as old as it is", () => {
  const before = open([define("a"), define("b"), define("c")]);
  before.hub.publishCustom([
    reading("a", { value: 4 }),
    reading("b", { value: 4 }),
    reading("c", { value: 4 }),
  ]);
  const { hub, figure } = open([define("a"), define("b", { definition: "2" }), define("c")]);
  hub.publishCustom([reading("c", { value: 5 })]);
  hub.restore(before.hub.snapshot);
  assert.deepEqual([figure("a")!.value, figure("a")!.state], [4, "stale"]);
  assert.deepEqual([figure("b")!.value, figure("b")!.state], [undefined, "unknown"]);
  assert.deepEqual([figure("c")!.value, figure("c")!.state], [5, "ok"]);
});
