import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import { Board } from "@/islands/Board.tsx";
import { ChartPanel } from "@/islands/ChartPanel.tsx";
import { MarketBoard } from "@/islands/MarketBoard.tsx";
import { MetricPanel } from "@/islands/MetricPanel.tsx";
import { CHART_SOURCES } from "@/lib/shared/chart_source.ts";
import type { CustomFigure } from "@/lib/shared/custom_metric.ts";
import type { CustomChart } from "@/lib/shared/layout.ts";
import { mask } from "@/lib/shared/mask.ts";
import type { Snapshot } from "@/lib/shared/snapshot.ts";
import { chartData } from "@/lib/ui/own_chart.ts";
import { freshShop, iso, NOW, signals, unknownShop, viewIn } from "./fixtures.ts";

const view = viewIn("ko");

function chart(metric: string, more: Partial<CustomChart> = {}): CustomChart {
  const title = { ko: "내 차트", en: "My chart" };
  return { name: "mine", title, type: "bar", metric, value: null, unit: null, span: 3_600_000, ...more };
}

function figure(more: Partial<CustomFigure>): CustomFigure {
  return {
    title: { ko: "환불률", en: "Refund rate" },
    unit: "percent",
    format: "",
    thresholds: { warn: 3, bad: 5, direction: "above" },
    interval: 60_000,
    definition: "1",
    state: "ok",
    at: iso(NOW),
    reason: null,
    remedy: null,
    level: null,
    ...more,
  };
}

const with_ = (one: CustomChart, shop = freshShop()): Snapshot => ({
  ...shop,
  layout: { dashboard: ["chart.mine"], market: [], charts: { mine: one } },
});

const words = (shop: Snapshot) =>
  renderToString(<ChartPanel name="mine" live={signals(shop)} recorded={null} view={view} />)
    .replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");

Deno.test("chartData() finds what every path of the table leads to, and invents nothing where nothing is known", () => {
  for (const [path, source] of Object.entries(CHART_SOURCES)) {
    const known = chartData(freshShop(), chart(path), view);
    const nothing = chartData(unknownShop(), chart(path), view);
    if (source.kind === "figure") {
      assert.ok("figure" in known && typeof known.figure === "number", path);
      assert.ok("figure" in nothing && nothing.figure === null, path);
    } else {
      assert.ok("values" in known && Array.isArray(known.values), path);
      assert.ok("values" in nothing && nothing.values === null, path);
    }
  }
});

Deno.test("ChartPanel draws a list as columns, ring and table, in the unit of its figures", () => {
  const bar = words(with_(chart("orders.by_market", { value: "orders" })));
  assert.match(bar, /내 차트/);
  assert.match(bar, /쿠팡/);
  assert.match(words(with_(chart("orders.by_market", { type: "table" }))), /쿠팡 [\d,]+원/);
  const ring = renderToString(
    <ChartPanel
      name="mine"
      live={signals(with_(chart("orders.status_counts", { type: "doughnut" })))}
      recorded={null}
      view={view}
    />,
  );
  assert.match(ring, /static-ring/, "the server draws it");
  assert.match(ring, /class="legend".*swatch/s, "its parts have names");
});

Deno.test("ChartPanel shows a figure as a number, and over time from what was recorded", () => {
  assert.match(words(with_(chart("sales.today.today_revenue", { type: "number" }))), /₩1,284만/);
  const points = [[NOW - 600_000, 3], [NOW - 540_000, 4], [NOW - 480_000, 5]] as const;
  const html = renderToString(
    <ChartPanel
      name="mine"
      live={signals(with_(chart("orders.pending", { type: "line" })))}
      recorded={points}
      view={view}
    />,
  );
  assert.match(html, /<polyline class="stroke-accent" points="[\d.,]+ [\d.,]+ [\d.,]+"/);
});

Deno.test("ChartPanel of a metric of the seller's own has its rows, its unit, its age and its fault", () => {
  const columns = [{ name: "마켓", kind: "text" }, { name: "률", kind: "number" }] as const;
  const rows = [["쿠팡", 3.25], ["네이버", null]] as const;
  const shop = { ...freshShop(), custom: { rate: figure({ columns, rows }) } };
  const table = words(with_(chart("custom.rate", { type: "table" }), shop));
  assert.match(table, /쿠팡 3\.3% 네이버 –/);
  const broken = {
    ...shop,
    custom: { rate: figure({ state: "down", at: null, reason: { ko: "고장", en: "x" } }) },
  };
  assert.match(words(with_(chart("custom.rate"), broken)), /알 수 없음.*고장/);
});

Deno.test("ChartPanel and MetricPanel hide amounts from those who may not see them", () => {
  const custom = { won: figure({ unit: "KRW", value: 98_765 }) };
  const shop = mask({ ...freshShop(), custom });
  for (const path of ["sales.today.today_revenue", "orders.by_market", "custom.won"]) {
    const said = words(with_(chart(path, { type: "table" }), shop));
    assert.match(said, /가려짐/, path);
  }
  const said = renderToString(<MetricPanel name="won" live={signals(shop)} view={view} />);
  assert.match(said, /가려짐/);
  assert.doesNotMatch(said, /98/);
});

Deno.test("MetricPanel says by more than colour that a figure or a row is beyond its limit", () => {
  const columns = [{ name: "마켓", kind: "text" }, { name: "률", kind: "number" }] as const;
  const custom = {
    one: figure({ value: 6.04, level: "bad", format: "약 {value}" }),
    many: figure({ columns, rows: [["쿠팡", 1], ["네이버", 4]], level: "warn" }),
    word: figure({ unit: "text", value: "$& 좋음" }),
  };
  const shop = { ...freshShop(), custom };
  const of = (name: string) => renderToString(<MetricPanel name={name} live={signals(shop)} view={view} />);
  assert.match(of("one"), /약 6%.*기준을 크게 벗어남/s);
  assert.match(of("many"), /네이버 .*기준을 벗어남/s);
  assert.equal(of("many").match(/기준을/g)?.length, 1);
  assert.match(of("word"), /\$&amp; 좋음/);
  assert.equal(of("gone"), "");
});

Deno.test("Board shows the cards of the layout in its order, and leaves out what it does not know", () => {
  const shop = {
    ...freshShop(),
    layout: { dashboard: ["jobs", "chart.gone", "constructor", "sales"], market: [], charts: {} },
  };
  const html = renderToString(<Board live={signals(shop)} recorded={null} histories={{}} view={view} />);
  const panels = [...html.matchAll(/panel--(\w+) is-/g)].map(([, name]) => name);
  assert.deepEqual(panels, ["jobs", "sales"]);
});

Deno.test("MarketBoard shows the cards of the layout in its order, the seller's own among them", () => {
  const market = ["checks", "chart.mine", "sales", "chart.gone", "state"];
  const shop = with_(chart("orders.by_market"));
  const live = signals({ ...shop, layout: { ...shop.layout, market } });
  const none = { recorded: null, histories: {}, asked: null, mayChange: false };
  const html = renderToString(<MarketBoard code="coupang" live={live} view={view} {...none} />);
  const found = [...html.matchAll(/<h2 id="([^"]+)"/g)].map(([, id]) => id);
  assert.deepEqual(found, ["checks", "chart-mine", "state"]);
});
