import assert from "node:assert/strict";
import { marketChart, statusChart, statusShares } from "@/lib/ui/order_charts.ts";
import { marketColours } from "@/lib/ui/market_colours.ts";
import { axisTop, baseTicks, valueTicks } from "@/lib/ui/static_axis.ts";
import { responseChart } from "@/lib/ui/response_chart.ts";
import { hourlyChart, weeklyChart } from "@/lib/ui/sales_charts.ts";
import { inMarketOrder } from "@/lib/ui/market_order.ts";
import { type ResponseSeries, responseSeries } from "@/lib/shared/response_series.ts";
import { mask } from "@/lib/shared/mask.ts";
import { emptyShop, freshShop, iso, NOW, viewIn } from "./fixtures.ts";

const view = viewIn();

Deno.test("hourlyChart() has no values for the hours to come", () => {
  const { values, growing, table, labels } = hourlyChart(freshShop().sales!, NOW, view);
  assert.equal(labels.length, 24);
  assert.deepEqual(values.slice(13, 17), [130_000, 140_000, null, null]);
  assert.equal(growing, true);
  assert.equal(table.rows.length, 15);
  assert.deepEqual(table.rows.at(-1), ["14시", "14", "140,000원"]);
});

Deno.test("hourlyChart() follows a business day that starts at another hour", () => {
  const sales = freshShop().sales!;
  const hourly_trend = [...sales.hourly_trend.slice(9), ...sales.hourly_trend.slice(0, 9)];
  const { values } = hourlyChart({ ...sales, hourly_trend }, NOW, view);
  assert.equal(values.filter((value) => value !== null).length, 6, "9 to 14 o'clock");
});

Deno.test("hourlyChart() names the best hour, and says when there is none", () => {
  assert.match(hourlyChart(freshShop().sales!, NOW, view).summary, /14시, ₩14만/);
  assert.match(hourlyChart(emptyShop().sales!, NOW, view).summary, /아직 매출이 없습니다/);
});

Deno.test("charts of sales are of orders where amounts are hidden", () => {
  const { sales, orders } = mask(freshShop());
  const hourly = hourlyChart(sales!, NOW, view, true);
  assert.deepEqual([hourly.values[14], hourly.values[15], hourly.table.rows.at(-1)], [14, null, [
    "14시",
    "14",
  ]]);
  assert.match(hourly.summary, /14시, 14건/);
  assert.match(hourlyChart(mask(emptyShop()).sales!, NOW, view, true).summary, /아직 주문이 없습니다/);
  const weekly = weeklyChart(sales!, view, true);
  assert.deepEqual([weekly.values.at(-1), weekly.table.head], [17, ["날짜", "주문"]]);
  const markets = marketChart(orders!, view, true);
  assert.deepEqual([markets.labels[0], markets.values[0]], ["쿠팡", 190], "the most orders first");
});

Deno.test("weeklyChart() sets today apart", () => {
  const { colours, labels } = weeklyChart(freshShop().sales!, view);
  assert.deepEqual(colours.map((name) => name === "accent"), [...Array(7).fill(false), true]);
  assert.equal(labels.at(-1), "11/24 화");
});

Deno.test("statusShares() has a share for what is in no group, only where there is any", () => {
  const orders = freshShop().orders!;
  assert.deepEqual(statusShares(orders, view.texts).map(({ count }) => count), [42, 87, 803, 21, 6]);
  assert.equal(statusShares(emptyShop().orders!, view.texts).length, 4);
});

Deno.test("statusChart() has no shares of nothing", () => {
  const { table } = statusChart(emptyShop().orders!, view.texts);
  assert.deepEqual(table.rows.map(([, , share]) => share), ["–", "–", "–", "–"]);
});

Deno.test("statusChart() tells every word of the database by its own name", () => {
  const { table, values } = statusChart(freshShop().orders!, view.texts);
  assert.deepEqual(values, [42, 87, 803, 21, 6]);
  assert.deepEqual(table.rows.at(-1), ["DB 값 “RETURNED”", "6", "0.6%"]);
  assert.equal(table.rows.length, 10);
});

Deno.test("axisTop() ends an axis at a round figure that no value goes beyond", () => {
  const chart = (value: number | null) => ({ ...weeklyChart(freshShop().sales!, view), values: [value] });
  const tops = [null, 9_999, 10_001, 1_234_567, 4_100_000, 5_000_001].map((value) => axisTop(chart(value)));
  assert.deepEqual(tops, [10_000, 10_000, 20_000, 2_000_000, 5_000_000, 10_000_000]);
  assert.deepEqual(valueTicks(chart(1_234_567)).map(({ label }) => label), ["₩0", "₩100만", "₩200만"]);
});

Deno.test("baseTicks() names hours, days and times where their values are", () => {
  const { sales } = freshShop();
  const hours = baseTicks(hourlyChart(sales!, NOW, view));
  assert.deepEqual(hours.map(({ label }) => label), [
    "0시",
    "3시",
    "6시",
    "9시",
    "12시",
    "15시",
    "18시",
    "21시",
  ]);
  assert.equal(hours[4]!.at, 12 * 100 / 23);
  assert.equal(baseTicks(weeklyChart(sales!, view)).length, 8);
  const to = Date.parse("2026-11-24T05:33:00Z");
  const times = baseTicks(responseChart({}, to, view));
  assert.deepEqual(times.map(({ label }) => label), ["13:40", "13:50", "14:00", "14:10", "14:20", "14:30"]);
  assert.equal(Math.round(times[0]!.at), 12);
});

Deno.test("marketChart() begins with the biggest market and can name orders without one", () => {
  const orders = freshShop().orders!;
  const nameless = { market_code: "", orders: 1, revenue: 99_000_000 };
  const chart = marketChart({ ...orders, by_market: [...orders.by_market, nameless] }, view);
  assert.deepEqual(chart.labels, ["마켓 미지정", "my-mall", "쿠팡"]);
});

Deno.test("inMarketOrder() does not depend on who was heard of first, nor does a market's line", () => {
  const codes = (...names: string[]) =>
    inMarketOrder(Object.fromEntries(names.map((name) => [name, 0]))).map(([code]) => code);
  const order = ["coupang", "naver", "11st", "a-shop", "my-mall"];
  assert.deepEqual(codes("my-mall", "naver", "11st", "a-shop", "coupang"), order);
  assert.deepEqual(codes(...order), order);
  const dashOf = (series: ResponseSeries) => responseChart(series, NOW, view).series[0]!.dash;
  assert.deepEqual(dashOf({ naver: [], "11st": [] }), dashOf({ naver: [] }));
  assert.notDeepEqual(dashOf({ naver: [] }), dashOf({ coupang: [] }));
});

Deno.test("marketColours() gives known markets the same everywhere, and no two that are shown together one", () => {
  assert.deepEqual(marketColours(["naver", "coupang"]), ["series-2", "series-1"]);
  const own = ["my-mall", "coupang", "llam-ym", "naver", "11st", ""];
  const colours = marketColours(own);
  assert.equal(new Set(colours).size, own.length, String(colours));
  assert.deepEqual(marketColours(own.toReversed()), colours.toReversed());
  assert.equal(colours.at(-1), "status-other", "no market is none of them");
  const many = Array.from({ length: 12 }, (_, n) => `mall-${n}`);
  assert.equal(new Set(marketColours(many)).size, 8, "there are eight colours");
});

Deno.test("response charts join checks that are as far apart as they usually are", () => {
  const every = (gap: number, count: number): [number, number][] =>
    Array.from({ length: count }, (_, n) => [NOW - (count - n) * gap, 100]);
  const joined = (gap: number, count: number) =>
    responseChart({ coupang: every(gap, count) }, NOW, view).joined;
  assert.equal(joined(60_000, 60), 132_000);
  assert.equal(joined(600_000, 6), 1_320_000);
  assert.equal(joined(3_000_000, 2), 132_000, "two points say nothing of what is usual");
});

Deno.test("responseSeries() leaves out the steps in which nothing was measured", () => {
  const history = { from: iso(0), to: iso(0), step: 60 };
  const series = responseSeries([
    { ...history, metric: "api_status.coupang.response_time", points: [[1, 5], [2, null], [3, 7]] },
    { ...history, metric: "sales.today.today_orders", points: [[1, 5]] },
  ]);
  assert.deepEqual(series, { coupang: [[1, 5], [3, 7]] });
});

Deno.test("responseChart() tells each market in words", () => {
  const chart = responseChart(
    { coupang: [[NOW - 60_000, 100], [NOW, 300]], naver: [[NOW, null]] },
    NOW,
    view,
  );
  assert.deepEqual(chart.table.rows, [
    ["쿠팡", "300 ms", "200 ms", "300 ms"],
    ["네이버", "–", "–", "–"],
  ]);
  assert.equal(chart.to - chart.from, 3_600_000);
});
