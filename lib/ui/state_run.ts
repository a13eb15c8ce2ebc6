import type { HealthClass } from "../shared/snapshot.ts";
import type { CheckLine } from "./check_line.ts";

/** How long a market has been in one state. */
export interface StateRun {
  readonly class: HealthClass;
  /** The first check that is known to have found this state; ms since 1970. */
  readonly from: number;
  /** Whether the check before it found another state; otherwise it may have begun earlier. */
  readonly begins: boolean;
}

/** The run that the newest of the checks belongs to, of those that were believed; `checks` are newest first. */
export function stateRun(all: readonly CheckLine[]): StateRun | null {
  const checks = all.filter(({ confirmed }) => confirmed);
  const [newest] = checks;
  if (!newest) return null;
  const other = checks.findIndex((check) => check.class !== newest.class);
  const first = other === -1 ? checks.at(-1)! : checks[other - 1]!;
  return { class: newest.class, from: first.at, begins: other !== -1 };
}

/** The run after one more check; null stands for a past of which nothing is known. */
export function continued(
  run: StateRun | null,
  { class: health, at }: Pick<CheckLine, "class" | "at">,
): StateRun {
  if (run?.class === health) return run;
  return { class: health, from: at, begins: run !== null };
}
