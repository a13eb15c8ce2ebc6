/** Durations as people write them: `500ms`, `5s`, `2m`, `1h`. */
const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };

/** What a written duration looks like, as a regular expression. */
export const DURATION_PATTERN = String.raw`^\s*(\d+(?:\.\d+)?)(ms|s|m|h)\s*$`;

/** Milliseconds of a written duration; undefined when it is none. */
export function milliseconds(raw: unknown): number | undefined {
  const [, figure, unit] = new RegExp(DURATION_PATTERN).exec(typeof raw === "string" ? raw : "") ?? [];
  return figure === undefined || unit === undefined ? undefined : Math.round(Number(figure) * UNITS[unit]!);
}

/** `ms`, more than 0, in the largest unit of which it is a whole number. */
export function durationText(ms: number): string {
  const [unit, size] = Object.entries(UNITS).find(([, size]) => ms % size === 0)!;
  return `${ms / size}${unit}`;
}
