import assert from "node:assert/strict";
import { PageLayout } from "@/lib/app/page_layout.ts";
import { parseConfig } from "@/lib/config/parse_config.ts";
import { DASHBOARD_CARDS, type Layout, MARKET_CARDS } from "@/lib/shared/layout.ts";
import { openSqliteState } from "@/lib/state/state_store_sqlite.ts";

const read = (text: string) => parseConfig({ file: { path: "marketpulse.yaml", text }, env: {}, flags: {} });
const METRICS = "metrics: [{ name: a, sql: SELECT 1 }, { name: b, sql: SELECT 2 }]\n";

async function open(text: string) {
  const state = await openSqliteState(":memory:");
  const shown: Layout[] = [];
  const errors: string[] = [];
  const log = { debug() {}, info() {}, warn() {}, error: (message: string) => void errors.push(message) };
  const now = { config: read(text) };
  const start = () =>
    new PageLayout({ config: () => now.config, state, log, onChange: (layout) => shown.push(layout) });
  return { state, shown, errors, now, start, layout: start() };
}

Deno.test("PageLayout shows all cards, then the seller's own, when nobody says otherwise", async () => {
  const { layout } = await open(`${METRICS}charts: [{ title: c, type: number, metric: orders.pending }]`);
  assert.deepEqual(layout.shown.dashboard, [...DASHBOARD_CARDS, "metric.a", "metric.b", "chart.c"]);
  assert.equal(layout.shown.charts.c!.metric, "orders.pending");
});

Deno.test("PageLayout shows what the file lists and nothing else, and offers the rest", async () => {
  const { layout } = await open(`${METRICS}layout: { dashboard: [metric.b, sales] }`);
  assert.deepEqual(layout.shown.dashboard, ["metric.b", "sales"]);
  assert.deepEqual(layout.cards("dashboard").slice(0, 3), ["metric.b", "sales", "health"]);
  assert.equal(layout.cards("dashboard").length, DASHBOARD_CARDS.length + 2);
});

Deno.test("PageLayout.save() wins over the file, is there after a restart, and null goes back to the file", async () => {
  const { layout, shown, start } = await open(`${METRICS}layout: { dashboard: [sales] }`);
  await layout.save("dashboard", {
    order: ["jobs", "gone", "sales", "jobs"],
    hidden: DASHBOARD_CARDS.slice(1, 9),
  });
  const arranged = ["jobs", "sales", "metric.a", "metric.b"];
  assert.deepEqual([layout.shown.dashboard, shown.at(-1)!.dashboard], [arranged, arranged]);
  const next = start();
  await next.restore();
  assert.deepEqual(next.shown.dashboard, arranged);
  await next.save("dashboard", null);
  assert.deepEqual(next.shown.dashboard, ["sales"]);
});

Deno.test("PageLayout shows a metric that is new since it was arranged, at the end", async () => {
  const { layout, now } = await open("");
  await layout.save("dashboard", { order: ["jobs"], hidden: DASHBOARD_CARDS.slice(0, 9) });
  now.config = read(METRICS);
  assert.deepEqual(layout.shown.dashboard, ["jobs", "metric.a", "metric.b"]);
});

Deno.test("PageLayout.save() refuses what is no arrangement, and changes nothing", async () => {
  const { layout, state } = await open("");
  const bad = [{}, [], "jobs", 1, { order: ["jobs"] }, { order: [1], hidden: [] }, {
    order: Array(501).fill("jobs"),
    hidden: [],
  }, { order: ["x".repeat(61)], hidden: [] }];
  for (const value of bad) await assert.rejects(layout.save("dashboard", value), RangeError);
  assert.equal(layout.saved("dashboard"), null);
  await state.keep("layout.dashboard", { order: "broken" });
  await layout.restore();
  assert.deepEqual(layout.shown.dashboard, DASHBOARD_CARDS);
});

Deno.test("PageLayout.restore() goes without what cannot be read, and says so", async () => {
  const { layout, errors, state } = await open("");
  await state.close();
  await layout.restore();
  await layout.restore();
  assert.deepEqual(errors, ["Cannot read how the cards were arranged"], "once");
  assert.deepEqual(layout.shown.dashboard, DASHBOARD_CARDS);
});

Deno.test("PageLayout.restore() takes over what another instance on the same state has saved", async () => {
  const { layout, start, shown } = await open("");
  const other = start();
  await other.save("dashboard", { order: ["jobs"], hidden: DASHBOARD_CARDS.slice(0, 9) });
  await layout.restore();
  assert.deepEqual(layout.shown.dashboard, ["jobs"]);
  assert.deepEqual(shown.at(-1)!.dashboard, ["jobs"]);
});

Deno.test("PageLayout shows on market pages the program's own cards, and the seller's own only where they are named", async () => {
  const { layout, start, now } = await open(METRICS);
  assert.deepEqual(layout.shown.market, MARKET_CARDS);
  assert.deepEqual(layout.cards("market"), [...MARKET_CARDS, "metric.a", "metric.b"]);
  await layout.save("market", { order: ["metric.b", "checks", "sales"], hidden: ["state"] });
  assert.deepEqual(layout.shown.market, ["metric.b", "checks", "responses"]);
  assert.deepEqual(layout.shown.dashboard.slice(0, 2), ["sales", "health"], "the dashboard stays as it was");
  const next = start();
  await next.restore();
  assert.deepEqual(next.shown.market, ["metric.b", "checks", "responses"]);
  assert.equal(next.saved("dashboard"), null);
  now.config = read(`${METRICS}layout: { market: [checks, metric.a] }`);
  await next.save("market", null);
  assert.deepEqual(next.shown.market, ["checks", "metric.a"]);
  assert.deepEqual(next.cards("market"), ["checks", "metric.a", "state", "responses", "metric.b"]);
});
