import type { Figure, PartResult } from "./part.ts";

/** Rows of one part as they are printed, under its heading. */
export function tableOf(title: string, { figures }: PartResult): string {
  const rows = figures.map((figure) =>
    [
      `  ${figure.name}`.padEnd(56),
      valueOf(figure).padStart(14),
      `${limitOf(figure)}  ${verdictOf(figure)}`.padStart(22),
      figure.note ? `  ${figure.note}` : "",
    ].join("").trimEnd()
  );
  return [title, ...rows].join("\n");
}

/** Whether a figure keeps its limit; `undefined` where it has none or could not be measured. */
export function isMet({ value, most, least }: Figure): boolean | undefined {
  if (value === null || (most === undefined && least === undefined)) return undefined;
  return value <= (most ?? Infinity) && value >= (least ?? -Infinity);
}

function verdictOf(figure: Figure): string {
  const met = isMet(figure);
  return met === undefined ? "   " : met ? "met" : "NOT";
}

function limitOf({ most, least, unit }: Figure): string {
  if (most !== undefined) return `≤ ${rounded(most)} ${unit}`;
  return least === undefined ? "" : `≥ ${rounded(least)} ${unit}`;
}

const valueOf = ({ value, unit }: Figure) => value === null ? "unknown" : `${rounded(value)} ${unit}`;

/** Three digits are all that a measurement on a shared machine is good for. */
function rounded(value: number): string {
  if (value === 0) return "0";
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(digits, 6));
}
