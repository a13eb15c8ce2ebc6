import type { CategoryChart, TimeChart } from "../shared/chart_spec.ts";

interface PlotProps<Spec> {
  spec: Spec;
  /** Where the axis of values ends. */
  top: number;
}

/** Lines, columns or rows on a square of 100 by 100, values upwards from its lower (or left) edge. */
export function StaticPlot({ spec, top }: PlotProps<CategoryChart | TimeChart>) {
  return spec.kind === "time" ? <TimeLines spec={spec} top={top} /> : <Categories spec={spec} top={top} />;
}

function Categories({ spec: { kind, values, colours }, top }: PlotProps<CategoryChart>) {
  if (kind === "line") {
    const step = 100 / Math.max(1, values.length - 1);
    const points = values.flatMap((value, index) => value === null ? [] : [[index * step, value] as const]);
    return <polyline class={`stroke-${colours[0]}`} points={toPoints(points, top)} />;
  }
  const slot = 100 / Math.max(1, values.length);
  return values.map((value, index) => {
    const length = Math.max(0, value ?? 0) / top * 100;
    const along = { start: index * slot + slot * 0.15, size: slot * 0.7 };
    const place = kind === "bar"
      ? { x: along.start, y: 100 - length, width: along.size, height: length }
      : { x: 0, y: along.start, width: length, height: along.size };
    return <rect key={index} class={`fill-${colours[index % colours.length]}`} {...place} />;
  });
}

function TimeLines({ spec: { series, from, to, joined }, top }: PlotProps<TimeChart>) {
  return series.flatMap(({ name, colour, points }) =>
    runs(points, joined).map((run, index) => {
      // A point that stands alone is a line from itself to itself: a dot.
      const drawn = run.length === 1 ? [run[0]!, run[0]!] : run;
      const placed = drawn.map(([at, value]) => [(at - from) / (to - from) * 100, value] as const);
      return <polyline key={`${name} ${index}`} class={`stroke-${colour}`} points={toPoints(placed, top)} />;
    })
  );
}

/** The stretches of points that may be joined by a line. */
function runs(points: readonly (readonly [number, number | null])[], joined: number): [number, number][][] {
  const found: [number, number][][] = [[]];
  for (const [at, value] of points) {
    const last = found.at(-1)!.at(-1);
    if (value === null || (last && at - last[0] > joined)) found.push([]);
    if (value !== null) found.at(-1)!.push([at, value]);
  }
  return found.filter((run) => run.length > 0);
}

function toPoints(points: readonly (readonly [number, number])[], top: number): string {
  const digits = (value: number) => Math.round(value * 100) / 100;
  return points.map(([x, value]) => `${digits(x)},${digits(100 - value / top * 100)}`).join(" ");
}
