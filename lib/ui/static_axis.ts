import type { CategoryChart, ChartSpec, TimeChart } from "../shared/chart_spec.ts";

/** A label of an axis, at a place from 0 (its start) to 100. */
export interface Tick {
  readonly at: number;
  readonly label: string;
}

type AxisChart = CategoryChart | TimeChart;

/** Multiples of a power of ten whose half is a round figure too. */
const ROUND = [1, 2, 4, 5, 10];

/** Where the axis of values ends: a round figure that no value goes beyond. */
export function axisTop(spec: ChartSpec): number {
  const values = spec.kind === "time"
    ? spec.series.flatMap(({ points }) => points.map(([, value]) => value ?? 0))
    : spec.values.map((value) => value ?? 0);
  const most = Math.max(spec.reach, ...values);
  const power = 10 ** Math.floor(Math.log10(most));
  return ROUND.find((multiple) => multiple * power >= most)! * power;
}

/** Nothing, the half and the whole of an axis of values. */
export function valueTicks(spec: ChartSpec): Tick[] {
  const top = axisTop(spec);
  return [0, 50, 100].map((at) => ({ at, label: spec.format(top * at / 100) }));
}

const MOST_NAMES = 8;

/** What stands below a chart whose values go upwards. */
export function baseTicks(spec: AxisChart): Tick[] {
  if (spec.kind === "time") return timeTicks(spec);
  const { labels, kind } = spec;
  const every = Math.ceil(labels.length / MOST_NAMES);
  const place = kind === "line"
    ? (index: number) => index * 100 / Math.max(1, labels.length - 1)
    : (index: number) => (index + 0.5) * 100 / labels.length;
  return labels.map((label, index) => ({ at: place(index), label })).filter((_, index) =>
    index % every === 0
  );
}

/** Round times, where the drawn chart has them too. */
function timeTicks({ from, to, clock }: TimeChart): Tick[] {
  const every = (to - from) / 6;
  const first = Math.ceil(from / every) * every;
  const times = Array.from({ length: 7 }, (_, index) => first + index * every).filter((at) => at <= to);
  return times.map((at) => ({ at: (at - from) * 100 / (to - from), label: clock(at) }));
}
