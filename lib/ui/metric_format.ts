import type { MetricCell, MetricColumn, MetricFace } from "../shared/custom_metric.ts";
import { formatMoney, formatWon } from "../shared/format_money.ts";
import { formatCount, formatRatio } from "../shared/format_number.ts";
import { formatDuration } from "../shared/format_time.ts";
import type { Language } from "../shared/text.ts";

type Shown = Pick<MetricFace, "unit" | "format">;

/** A figure of a metric as it is read: in its unit, with what is written around it. */
export function formatMetric(value: number | string, { unit, format }: Shown, language: Language): string {
  return around(typeof value === "string" ? value : inUnit(value, unit, language), format);
}

/** To the last digit. */
export function exactMetric(value: number | string, { unit, format }: Shown, language: Language): string {
  if (typeof value === "string" || unit !== "KRW") {
    return formatMetric(value, { unit, format }, language);
  }
  return around(formatWon(value, language), format);
}

/** A cell of a table; what the database has no value for is a dash. */
export function formatCell(
  cell: MetricCell,
  { kind }: MetricColumn,
  { unit }: Pick<Shown, "unit">,
  language: Language,
): string {
  if (cell === null) return "—";
  return typeof cell === "number" && kind === "number" ? inUnit(cell, unit, language) : String(cell);
}

function inUnit(value: number, unit: MetricFace["unit"], language: Language): string {
  switch (unit) {
    case "KRW":
      return formatMoney(value, language);
    case "percent":
      return `${formatCount(rounded(value, 1))}%`;
    case "ratio":
      return formatRatio(value);
    case "ms":
      return formatDuration(value);
    case "count":
    case "number":
    case "text":
      return formatCount(rounded(value, 2));
  }
}

function rounded(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}

/** Not by `replace()`, which takes a `$` in the figure for a pattern. */
function around(figure: string, format: string): string {
  return format === "" ? figure : format.split("{value}").join(figure);
}
