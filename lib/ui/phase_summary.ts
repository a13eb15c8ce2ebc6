import { PHASES, type Phases } from "../shared/snapshot.ts";

/** Milliseconds of one phase over many checks. */
export interface PhaseFigures {
  readonly mean: number;
  readonly highest: number;
}

/** What the phases of some checks were like; null where no check had that phase. */
export type PhaseSummary = Readonly<Record<keyof Phases, PhaseFigures | null>>;

/** Sums up the phases of checks; null when none of them knows any. */
export function phaseSummary(checks: readonly { readonly phases: Phases | null }[]): PhaseSummary | null {
  const known = checks.flatMap(({ phases }) => phases ?? []);
  if (known.length === 0) return null;
  const figures = PHASES.map((name) => [name, figuresOf(known.flatMap((phases) => phases[name] ?? []))]);
  return Object.fromEntries(figures) as PhaseSummary;
}

function figuresOf(values: readonly number[]): PhaseFigures | null {
  if (values.length === 0) return null;
  const sum = values.reduce((total, value) => total + value, 0);
  return { mean: sum / values.length, highest: values.reduce((most, value) => Math.max(most, value)) };
}
