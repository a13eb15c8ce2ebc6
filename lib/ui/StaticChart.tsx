import type { CategoryChart, ChartSpec } from "../shared/chart_spec.ts";
import { axisTop, baseTicks, type Tick, valueTicks } from "./static_axis.ts";
import { StaticPlot } from "./StaticPlot.tsx";

/**
 * A chart as the server draws it: there at once, and all there is where no script runs. To those who cannot see it the
 * canvas in the same place tells its summary, and the table its figures.
 */
export function StaticChart({ spec }: { spec: ChartSpec }) {
  if (spec.kind === "doughnut") return <Doughnut spec={spec} />;
  const sideways = spec.kind === "rows";
  const values = valueTicks(spec);
  return (
    <div class={`static-chart static-chart--${sideways ? "rows" : "up"}`} aria-hidden="true">
      <div class="static-chart__side">
        {sideways
          ? spec.labels.map((label, index) => <span key={index}>{label}</span>)
          : values.toReversed().map(({ label }) => <span key={label}>{label}</span>)}
      </div>
      <svg class="static-chart__plot" viewBox="0 0 100 100" preserveAspectRatio="none">
        <path
          class="static-chart__grid"
          d={sideways ? "M0 0V100M50 0V100M100 0V100" : "M0 0H100M0 50H100M0 100H100"}
        />
        <StaticPlot spec={spec} top={axisTop(spec)} />
      </svg>
      <Base ticks={sideways ? values : baseTicks(spec)} />
    </div>
  );
}

/** Labels below the plot. Attributes place them, because the policy of the page allows no style in an element. */
function Base({ ticks }: { ticks: readonly Tick[] }) {
  return (
    <svg class="static-chart__base">
      {ticks.map(({ at, label }) => (
        <text key={at} x={`${Math.round(at * 100) / 100}%`} y="1em" text-anchor={anchorAt(at)}>
          {label.split(" ").map((line, index) => (
            <tspan key={index} x={`${Math.round(at * 100) / 100}%`} dy={index === 0 ? 0 : "1.15em"}>
              {line}
            </tspan>
          ))}
        </text>
      ))}
    </svg>
  );
}

function anchorAt(at: number): "start" | "middle" | "end" {
  return at < 3 ? "start" : at > 97 ? "end" : "middle";
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
    <svg class="static-ring" viewBox="0 0 42 42" aria-hidden="true">
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
