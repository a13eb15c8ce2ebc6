import type { CategoryChart, ChartSpec, TimeChart } from "../shared/chart_spec.ts";

/**
 * A chart as the server draws it: there at once, and all there is where no script runs. It has no axes; the table under
 * the chart has the figures.
 */
export function StaticChart({ spec }: { spec: ChartSpec }) {
  if (spec.kind === "doughnut") return <Doughnut spec={spec} />;
  return (
    <svg class="static-chart" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
      {spec.kind === "time" ? <TimeLines spec={spec} /> : <Categories spec={spec} />}
    </svg>
  );
}

function Categories({ spec: { kind, values, colours, reach } }: { spec: CategoryChart }) {
  const top = Math.max(reach, ...values.map((value) => value ?? 0));
  if (kind === "line") {
    const step = 100 / Math.max(1, values.length - 1);
    const points = values.flatMap((value, index) => value === null ? [] : [[index * step, value] as const]);
    return <polyline class={`stroke-${colours[0]}`} points={toPoints(points, top)} />;
  }
  const slot = 100 / Math.max(1, values.length);
  return values.map((value, index) => {
    const length = Math.max(0, value ?? 0) / top * 96;
    const along = { start: index * slot + slot * 0.15, size: slot * 0.7 };
    const colour = `fill-${colours[index % colours.length]}`;
    return kind === "bar"
      ? (
        <rect
          key={index}
          class={colour}
          x={along.start}
          y={100 - length}
          width={along.size}
          height={length}
        />
      )
      : <rect key={index} class={colour} x="0" y={along.start} width={length} height={along.size} />;
  });
}

function TimeLines({ spec: { series, from, to, joined, reach } }: { spec: TimeChart }) {
  const top = Math.max(reach, ...series.flatMap(({ points }) => points.map(([, value]) => value ?? 0)));
  return series.flatMap(({ name, colour, points }) =>
    runs(points, joined).map((run, index) => {
      const placed = run.map(([at, value]) => [(at - from) / (to - from) * 100, value] as const);
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
  return points.map(([x, value]) => `${digits(x)},${digits(98 - value / top * 94)}`).join(" ");
}

function Doughnut({ spec: { values, colours } }: { spec: CategoryChart }) {
  const total = values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
  let before = 0;
  const arcs = values.map((value, index) => {
    const share = total > 0 ? (value ?? 0) / total * 100 : 0;
    const offset = -before;
    before += share;
    return { share, offset, colour: colours[index % colours.length] };
  });
  return (
    <svg class="static-chart" viewBox="0 0 42 42" aria-hidden="true">
      <circle class="ring" cx="21" cy="21" r="17" />
      {arcs.filter(({ share }) => share > 0).map(({ share, offset, colour }) => (
        <circle
          key={colour}
          class={`ring stroke-${colour}`}
          cx="21"
          cy="21"
          r="17"
          pathLength="100"
          stroke-dasharray={`${share} ${100 - share}`}
          stroke-dashoffset={offset}
          transform="rotate(-90 21 21)"
        />
      ))}
    </svg>
  );
}
