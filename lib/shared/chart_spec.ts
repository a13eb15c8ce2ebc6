/** A chart as data: the page's script draws it on a canvas, the server as SVG, and a table tells it in words. */

/** Names of CSS custom properties (`--<colour>`), so that both themes and print have their own. */
export type Colour =
  | "accent"
  | "accent-soft"
  | "status-pending"
  | "status-processing"
  | "status-completed"
  | "status-cancelled"
  | "status-other"
  | `series-${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8}`;

export interface ChartTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

interface ChartBase {
  /** What the canvas shows, in one sentence, for those who cannot see it. */
  readonly summary: string;
  readonly table: ChartTable;
  /** The axis of values reaches from 0 to here or further, so that small differences do not look like great ones. */
  readonly reach: number;
  /** A value as an axis shows it. */
  readonly format: (value: number) => string;
  /** A value as a tooltip shows it. */
  readonly exact: (value: number) => string;
}

/** One value a label. */
export interface CategoryChart extends ChartBase {
  readonly kind: "line" | "bar" | "rows" | "doughnut";
  readonly labels: readonly string[];
  /** As long as `labels`; null where there is no value (yet). */
  readonly values: readonly (number | null)[];
  /** As long as `labels`, or one colour for all. */
  readonly colours: readonly Colour[];
  /** The last value that is not null is still growing. */
  readonly growing: boolean;
}

/** Values over time. */
export interface TimeChart extends ChartBase {
  readonly kind: "time";
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  /** Points further apart than this are not joined; milliseconds. */
  readonly joined: number;
  readonly series: readonly TimeSeries[];
  /** A point of time as the axis shows it. */
  readonly clock: (at: number) => string;
}

export interface TimeSeries {
  readonly name: string;
  readonly colour: Colour;
  /** Lengths of dashes and gaps in pixels, none for a full line: tells lines apart without colour. */
  readonly dash: readonly number[];
  /** `[ms since 1970, value]`, oldest first; null where nothing answered. */
  readonly points: readonly (readonly [number, number | null])[];
}

export type ChartSpec = CategoryChart | TimeChart;
