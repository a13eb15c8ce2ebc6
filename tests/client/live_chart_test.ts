import assert from "node:assert/strict";
import { type ChartConfig, chartConfig } from "@/lib/client/chart_config.ts";
import { type ChartObject, LiveChart } from "@/lib/client/live_chart.ts";
import type { Palette } from "@/lib/client/palette.ts";
import type { CategoryChart, TimeChart } from "@/lib/shared/chart_spec.ts";

const palette: Palette = { colour: (name) => `#${name}`, font: "sans", fontSize: 12, scale: 1 };
const canvas = {} as HTMLCanvasElement;
const base = { summary: "", reach: 1, table: { head: [], rows: [] }, format: String, exact: String };

const bars = (values: (number | null)[]): CategoryChart => ({
  ...base,
  kind: "bar",
  labels: values.map((_, index) => `11/${index} 화`),
  values,
  colours: ["accent"],
  growing: false,
});

const lines = (names: string[], points: [number, number | null][]): TimeChart => ({
  ...base,
  kind: "time",
  from: 0,
  to: 1000,
  joined: 100,
  clock: String,
  series: names.map((name) => ({ name, colour: "series-1", dash: [4, 2], points })),
});

class FakeChart implements ChartObject {
  updates: string[] = [];
  destroyed = false;
  data: ChartObject["data"];
  options: unknown;

  constructor(config: ChartConfig) {
    this.data = { labels: config.data.labels, datasets: [...config.data.datasets] };
    this.options = config.options;
  }
  update(mode: string) {
    this.updates.push(mode);
  }
  destroy() {
    this.destroyed = true;
  }
}

function open() {
  const made: FakeChart[] = [];
  const chart = new LiveChart(canvas, (_, config) => {
    const fake = new FakeChart(config);
    made.push(fake);
    return fake;
  });
  return { chart, made };
}

Deno.test("LiveChart.show() makes one chart and from then on only changes its contents", () => {
  const { chart, made } = open();
  chart.show(bars([1, 2]), palette);
  const dataset = made[0]!.data.datasets[0];
  for (let value = 0; value < 50; value++) chart.show(bars([value, 2, 3]), palette);
  assert.equal(made.length, 1);
  assert.equal(made[0]!.data.datasets[0], dataset, "the dataset is the same object");
  assert.deepEqual(made[0]!.data.datasets[0]!.data, [49, 2, 3]);
  assert.equal(made[0]!.updates.length, 50);
  assert.ok(made[0]!.updates.every((mode) => mode === "none"));
});

Deno.test("LiveChart.show() follows markets that come and go", () => {
  const { chart, made } = open();
  const names = () => made[0]!.data.datasets.map(({ label }) => label);
  chart.show(lines(["쿠팡"], []), palette);
  chart.show(lines(["쿠팡", "네이버"], []), palette);
  assert.deepEqual(names(), ["쿠팡", "네이버"]);
  chart.show(lines(["네이버"], []), palette);
  assert.deepEqual(names(), ["네이버"]);
});

Deno.test("LiveChart.show() breaks a line where nothing answered and where nothing was measured", () => {
  const { chart, made } = open();
  chart.show(lines(["쿠팡"], [[0, 5], [50, null], [100, 6], [500, 7]]), palette);
  assert.deepEqual(made[0]!.data.datasets[0]!.data, [
    { x: 0, y: 5 },
    { x: 50, y: null },
    { x: 100, y: 6 },
    { x: 100, y: null },
    { x: 500, y: 7 },
  ]);
});

Deno.test("LiveChart.show() draws an empty ring of nothing, which no pointer can ask about", () => {
  const { chart, made } = open();
  chart.show({ ...bars([0, 0]), kind: "doughnut" }, palette);
  assert.deepEqual(made[0]!.data.datasets[0]!.data, [1]);
  assert.deepEqual((made[0]!.options as { events: unknown }).events, []);
});

Deno.test("LiveChart.release() destroys the chart, once", () => {
  const { chart, made } = open();
  chart.release();
  chart.show(bars([1]), palette);
  chart.release();
  chart.release();
  assert.deepEqual(made.map(({ destroyed }) => destroyed), [true]);
});

Deno.test("LiveChart marks points of a crowded line only where no line leads to them", () => {
  const radii = (points: [number, number | null][]) => {
    const [dataset] = chartConfig(lines(["쿠팡"], points), palette).data.datasets;
    return dataset!.pointRadius;
  };
  const crowd = Array.from({ length: 120 }, (_, n): [number, number | null] => [n * 10, 100]);
  assert.equal(radii(crowd.slice(0, 60)), 1.5);
  assert.deepEqual(new Set(radii(crowd) as number[]), new Set([0]));
  const lonely = crowd.map((
    [at, value],
    n,
  ): [number, number | null] => [at, [59, 61].includes(n) ? null : value]);
  const marked = (radii(lonely) as number[]).flatMap((radius, index) => radius > 0 ? [index] : []);
  assert.deepEqual(marked, [60]);
});
