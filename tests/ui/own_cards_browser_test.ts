import assert from "node:assert/strict";
import axe from "axe-core";
import type { CustomDefinition } from "@/lib/live/custom_figures.ts";
import type { CustomReading } from "@/lib/shared/custom_metric.ts";
import type { CustomChart } from "@/lib/shared/layout.ts";
import { dayOf, iso } from "../live/fakes.ts";
import { browserTest } from "../support/chromium.ts";
import { buildRoutes, listen } from "../support/test_app.ts";
import { openTestServices } from "../support/test_services.ts";
import { freshShop } from "./fixtures.ts";
import { deliveriesOf, faultsOf } from "./served_dashboard.ts";

const routes = await buildRoutes();

const metric = (name: string, more: Partial<CustomDefinition> = {}): CustomDefinition => ({
  name,
  definition: "1",
  title: { ko: `지표 ${name}`, en: name },
  unit: "count",
  format: "",
  thresholds: { warn: 3, bad: 5, direction: "above" },
  interval: 60_000,
  ...more,
});

const chart = (name: string, type: CustomChart["type"], path: string): CustomChart => ({
  name,
  title: { ko: `차트 ${name}`, en: name },
  type,
  metric: path,
  value: null,
  unit: null,
  span: 3_600_000,
});

const CHARTS = [
  chart("a", "bar", "orders.by_market"),
  chart("b", "line", "orders.pending"),
  chart("c", "doughnut", "orders.status_counts"),
  chart("d", "number", "sales.today.today_revenue"),
  chart("e", "table", "custom.rows"),
];

async function serve() {
  const { services, hub, clock, state } = await openTestServices();
  const custom = [metric("one"), metric("rows", { unit: "percent" }), metric("broken"), metric("unread")];
  hub.configure({
    intervals: {},
    custom,
    businessDay: dayOf,
    isoTime: iso,
    markets: ["coupang", "naver", "11st"],
  });
  const at = iso(clock.now());
  hub.publish(deliveriesOf(freshShop(), at));
  const columns = [{ name: "마켓", kind: "text" }, { name: "환불률", kind: "number" }] as const;
  const rows = Array.from({ length: 40 }, (_, index) => [`상품 ${index} 이름이 아주 긴 상품`, index / 5]);
  const reading = (name: string, outcome: CustomReading["outcome"]) => ({
    name,
    definition: "1",
    at,
    outcome,
  });
  const reason = { ko: "marketpulse.yaml:12: 테이블이 없습니다", en: "there is no table" };
  hub.publishCustom([
    reading("one", { value: 7 }),
    reading("rows", { columns, rows }),
    reading("broken", { reason, remedy: reason }),
  ]);
  for (let minute = 1; minute < 50; minute++) {
    await state.recordSamples(clock.now() - minute * 60_000, { "orders.pending": 10 + minute % 7 });
  }
  const cards = [...custom.map(({ name }) => `metric.${name}`), ...CHARTS.map(({ name }) => `chart.${name}`)];
  hub.setLayout({
    dashboard: cards,
    market: [],
    charts: Object.fromEntries(CHARTS.map((one) => [one.name, one])),
  });
  const { host, [Symbol.asyncDispose]: dispose } = listen(routes(services));
  return { url: `http://${host}/`, [Symbol.asyncDispose]: dispose };
}

for (
  const [name, options] of [
    ["light", {}],
    ["dark", { colorScheme: "dark" }],
    ["on a phone", { viewport: { width: 390, height: 844 } }],
  ] as const
) {
  browserTest(`cards of one's own: axe finds nothing, nothing is wider, ${name}`, async (browser) => {
    await using served = await serve();
    const page = await (await browser.newContext({ locale: "ko-KR", reducedMotion: "reduce", ...options }))
      .newPage();
    const faults = faultsOf(page);
    await page.goto(served.url);
    await page.locator(".badge--live").waitFor();
    assert.equal(await page.locator("main .panel").count(), 9);
    await page.evaluate(axe.source);
    const found = await page.evaluate(async () => {
      // deno-lint-ignore no-explicit-any
      const { violations } = await (globalThis as any).axe.run(document);
      // deno-lint-ignore no-explicit-any
      return violations.map(({ id, nodes }: any) => [id, nodes.map(({ html }: any) => html)]);
    });
    assert.deepEqual(found, []);
    const over = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
    assert.equal(await page.evaluate(over), 0);
    assert.deepEqual(faults, []);
  });
}

browserTest("cards of one's own are drawn without scripts, with what was recorded", async (browser) => {
  await using served = await serve();
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await page.goto(served.url);
  const line = page.locator("section", { has: page.locator("#chart-b") }).locator("polyline");
  assert.ok((await line.getAttribute("points"))!.split(" ").length > 20);
  assert.equal(
    await page.locator("section", { has: page.locator("#chart-c") }).locator("circle").count() > 1,
    true,
  );
  assert.match(await page.locator("section", { has: page.locator("#chart-e") }).innerText(), /상품 39/);
});
