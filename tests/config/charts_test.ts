import assert from "node:assert/strict";
import { parseConfig } from "@/lib/config/parse_config.ts";
import { problems } from "./support/problems.ts";

const parse = (text: string) => parseConfig({ file: { path: "marketpulse.yaml", text }, env: {}, flags: {} });

Deno.test("charts: what is not written has its default, and the name is made of the title", () => {
  const { charts } = parse(`charts:
  - { title: "마켓별 주문 (오늘)", type: bar, metric: orders.by_market, value: orders }
  - { title: { ko: 평균 응답, en: Response }, name: speed, type: line, metric: system.api_metrics.avg_response_time, span: 1h }`);
  assert.deepEqual(charts[0], {
    name: "마켓별-주문-오늘",
    title: { ko: "마켓별 주문 (오늘)", en: "마켓별 주문 (오늘)" },
    type: "bar",
    metric: "orders.by_market",
    value: "orders",
    unit: null,
    span: 6 * 3_600_000,
  });
  assert.deepEqual([charts[1]!.name, charts[1]!.span], ["speed", 3_600_000]);
});

const METRIC = "metrics: [{ name: refunds, sql: SELECT 1 }]\n";
const chart = (more: string) => `charts: [{ title: a, ${more} }]`;

const FAULTS: readonly (readonly [text: string, problem: RegExp])[] = [
  [chart("type: pie, metric: sales.weekly_trend"), /type must be one of line, bar, doughnut, number, table/],
  [chart("type: bar, metric: sales.weekly"), /metric must be the path of a figure or a list in the snapshot/],
  [chart("type: bar, metric: constructor"), /metric must be the path/],
  [chart("type: doughnut, metric: sales.today.today_orders"), /type must be number, or line or bar/],
  [chart("type: number, metric: orders.by_market"), /type must be line, bar, doughnut or table/],
  [chart("type: bar, metric: orders.by_market, value: order"), /value must be one of revenue, orders/],
  [chart("type: number, metric: orders.pending, value: orders"), /value must be left out/],
  [chart("type: bar, metric: custom.refund"), /metrics has none named refund/],
  [chart("type: bar, metrik: orders.by_market"), /did you mean charts\.0\.metric\?/],
  [
    "charts:\n  - { title: a, type: table, metric: inventory.low }\n  - { title: a, type: table, metric: inventory.low }",
    /^3: charts\.1\.title must not be the name or title of another chart/,
  ],
  [
    `${METRIC}layout: { dashboard: [sales, metric.refund] }`,
    /^2: layout\.dashboard\.1 must be a card that there is, did you mean metric\.refunds\?/,
  ],
  ["layout: { dashboard: [sales, sales] }", /must not repeat sales/],
  ["layout: { dashbord: [] }", /did you mean layout\.dashboard\?/],
  ["layout: { market: [check] }", /layout\.market\.0 must be a card that there is, did you mean checks\?/],
  ["layout: { market: [sales] }", /layout\.market\.0 must be a card that there is/],
  ["layout: { market: [checks, checks] }", /layout\.market\.1 must not repeat checks/],
  ["layout: { dashboard: sales }", /must be a list/],
];

Deno.test("charts and layout: each fault names its key, its line and the remedy", () => {
  for (const [text, problem] of FAULTS) {
    const found = problems(text);
    assert.ok(found.some((one) => problem.test(one)), `${problem} in ${JSON.stringify(found)}`);
  }
});

Deno.test("charts and layout: own metrics are there for both", () => {
  const own = chart("type: bar, metric: custom.refunds");
  assert.deepEqual(
    problems(
      `${METRIC}${own}\nlayout: { dashboard: [chart.a, metric.refunds, jobs], market: [checks, chart.a] }`,
    ),
    [],
  );
});
