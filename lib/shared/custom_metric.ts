/** The seller's own metrics: what the configuration says of them, and what is known of them. */
import type { Known, Source } from "./snapshot.ts";
import type { Text } from "./text.ts";

/** What a figure counts. `percent` is 3.2 for 3.2%, `ratio` is 0.032 for it; `text` is no figure but a word. */
export const METRIC_UNITS = ["KRW", "count", "percent", "ratio", "ms", "number", "text"] as const;
export type MetricUnit = (typeof METRIC_UNITS)[number];

/** From where on a figure is not as it should be; null: nowhere. */
export interface Thresholds {
  readonly warn: number | null;
  readonly bad: number | null;
  /** On which side of them it is not. */
  readonly direction: "above" | "below";
}

/** What is shown of a metric whatever its figures are. */
export interface MetricFace {
  readonly title: Text;
  readonly unit: MetricUnit;
  /** What is written around the figure, which takes the place of `{value}`; empty: nothing. */
  readonly format: string;
  readonly thresholds: Thresholds;
  /** Milliseconds from one reading to the next. */
  readonly interval: number;
}

/** A metric as the configuration makes it. */
export interface CustomMetric extends MetricFace {
  readonly name: string;
  /** One statement that reads. */
  readonly sql: string;
  /** Milliseconds after which the database ends the statement. */
  readonly timeout: number;
  /** Where the statement is written, such as `marketpulse.yaml:12`. */
  readonly where: string;
  /** Stands for the statement and its unit: figures of another one are another metric's. */
  readonly definition: string;
}

/** A column of a metric that has many rows. */
export interface MetricColumn {
  readonly name: string;
  readonly kind: "number" | "text";
}

/** A cell of a row; null where the database has no value. */
export type MetricCell = string | number | null;

/** What a reading found: one figure, or rows of several columns. */
export type MetricContent =
  | { readonly value: number | string }
  | { readonly columns: readonly MetricColumn[]; readonly rows: readonly (readonly MetricCell[])[] };

export type MetricLevel = "ok" | "warn" | "bad";

/** A metric in the snapshot. Figures that could not be read anew stay, with the age that they have. */
export interface CustomFigure extends Omit<MetricFace, "thresholds"> {
  /** Null where amounts are hidden from who asks, as are value, rows and level then. */
  readonly thresholds: Known<Thresholds>;
  readonly definition: string;
  readonly state: Source["state"];
  /** When it was last read, ISO 8601 with offset. */
  readonly at: Known<string>;
  readonly reason: Known<Text>;
  readonly remedy: Known<Text>;
  /** One figure; null (or absent) while it is unknown, and of a metric with rows. */
  readonly value?: Known<number | string>;
  readonly columns?: Known<readonly MetricColumn[]>;
  readonly rows?: Known<readonly (readonly MetricCell[])[]>;
  /** How the figure, or the worst row, stands to the thresholds; null where there are none or nothing is known. */
  readonly level: Known<MetricLevel>;
}

/** What one reading of a metric came to. */
export interface CustomReading {
  readonly name: string;
  readonly definition: string;
  /** ISO 8601 with offset. */
  readonly at: string;
  /** Milliseconds that it took; absent where nothing was asked. */
  readonly took?: number;
  readonly outcome: MetricContent | { readonly reason: Text; readonly remedy: Text | null };
}

/** How a figure stands to its thresholds; null where there are none. */
export function levelOf(value: number, thresholds: Thresholds | null | undefined): MetricLevel | null {
  if (!thresholds) return null;
  const { warn, bad, direction } = thresholds;
  if (warn === null && bad === null) return null;
  const beyond = (limit: number | null) =>
    limit !== null && (direction === "above" ? value >= limit : value <= limit);
  return beyond(bad) ? "bad" : beyond(warn) ? "warn" : "ok";
}

/** One figure for each row: the first column of numbers, by the first one of text, or by the first of all. */
export function seriesOf(
  { columns, rows }: Pick<CustomFigure, "columns" | "rows">,
): { label: string; value: number | null }[] {
  if (!columns || !rows) return [];
  const label = Math.max(0, columns.findIndex(({ kind }) => kind === "text"));
  const figure = columns.findIndex(({ kind }, index) => kind === "number" && index !== label);
  return rows.map((row) => {
    const value = row[figure];
    return { label: String(row[label] ?? ""), value: typeof value === "number" ? value : null };
  });
}
