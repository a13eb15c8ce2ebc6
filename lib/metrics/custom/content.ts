import type { CustomMetric, MetricCell, MetricColumn, MetricContent } from "../../shared/custom_metric.ts";
import { Fault } from "../fault.ts";
import type { TextRow } from "../read_transaction.ts";
import { CUSTOM_TEXTS as TEXTS } from "./texts.ts";

/** Bounds of what one metric may bring. */
export const MOST_ROWS = 200;
export const MOST_COLUMNS = 8;
export const MOST_BYTES = 32 * 1024;
/** Characters of a text; longer ones are cut. */
export const LONGEST_TEXT = 200;

/** Object identifiers of PostgreSQL's types of numbers (pg_type.dat): int8, int2, int4, float4, float8, numeric. */
const NUMBERS = [20, 21, 23, 700, 701, 1700];

/** A column as the database describes it. */
export interface DescribedColumn {
  readonly name: string;
  readonly dataTypeID: number;
}

/**
 * The columns of a statement that can be a metric.
 *
 * @throws {Fault} when they cannot
 */
export function columnsOf(described: readonly DescribedColumn[], unit: CustomMetric["unit"]): MetricColumn[] {
  if (described.length === 0) throw new Fault(TEXTS.noColumn);
  if (described.length > MOST_COLUMNS) {
    throw new Fault(TEXTS.tooManyColumns(described.length, MOST_COLUMNS));
  }
  const names = described.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Fault(TEXTS.sameColumn(twice));
  const columns = described.map(({ name, dataTypeID }): MetricColumn => ({
    name,
    kind: NUMBERS.includes(dataTypeID) ? "number" : "text",
  }));
  if (unit !== "text" && !columns.some(({ kind }) => kind === "number")) {
    throw new Fault(columns.length === 1 ? TEXTS.noNumber(names[0]!) : TEXTS.noFigure);
  }
  return columns;
}

/**
 * What rows of text say: of one column one figure, of several a table.
 *
 * @throws {Fault} when they say nothing that can be shown
 */
export function contentOf(
  rows: readonly TextRow[],
  columns: readonly MetricColumn[],
  unit: CustomMetric["unit"],
): MetricContent {
  if (rows.length > MOST_ROWS) throw new Fault(TEXTS.tooManyRows(MOST_ROWS));
  const cells = rows.map((row) => row.map((text, index) => cellOf(text, columns[index]!)));
  if (columns.length > 1) return { columns, rows: bounded(cells) };
  if (rows.length === 0) throw new Fault(TEXTS.noRow);
  if (rows.length > 1) throw new Fault(TEXTS.severalRows);
  const value = cells[0]![0]!;
  if (value === null) throw new Fault(TEXTS.isNull);
  return { value: unit === "text" ? rows[0]![0]! : value };
}

function cellOf(text: string | null, { name, kind }: MetricColumn): MetricCell {
  if (text === null || kind === "text") return text;
  const number = Number(text);
  // PostgreSQL's NaN and Infinity are numbers to it and to nobody else.
  if (!Number.isFinite(number)) throw new Fault(TEXTS.noNumber(name));
  if (Number.isInteger(number) && !Number.isSafeInteger(number)) throw new Fault(TEXTS.inexact(name));
  return number;
}

function bounded(rows: MetricCell[][]): MetricCell[][] {
  const size = new TextEncoder().encode(JSON.stringify(rows)).length;
  if (size > MOST_BYTES) throw new Fault(TEXTS.tooLarge(MOST_BYTES));
  return rows;
}
