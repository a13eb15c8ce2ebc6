import type { SourceName } from "./snapshot.ts";

/** Which sources that are ok delivered with a patch or beat, in as few bytes as that takes. */
export interface Confirmation {
  /** All but these, and those that have a pace of their own. */
  readonly late?: readonly SourceName[];
  /** Only these. */
  readonly from?: readonly SourceName[];
}

/** Sources that are not read with the shop's figures: only a message that names them in `from` confirms them. */
const OWN_PACE: readonly string[] = ["checks", "redis"] satisfies SourceName[];

export function confirmationOf(
  { ok, delivered }: { ok: readonly SourceName[]; delivered: readonly SourceName[] },
): Confirmation {
  const from = ok.filter((name) => delivered.includes(name));
  if (from.length === 0 || from.some((name) => OWN_PACE.includes(name))) return { from };
  const late = ok.filter((name) => !from.includes(name) && !OWN_PACE.includes(name));
  return late.length > 0 ? { late } : {};
}

/** Whether a source that is ok delivered. */
export function isConfirmed(name: string, { late = [], from }: Confirmation): boolean {
  const names: readonly string[] = from ?? late;
  return from ? names.includes(name) : !OWN_PACE.includes(name) && !names.includes(name);
}
