import type { ApiStatus } from "../shared/snapshot.ts";

/**
 * Whether nothing more may be sent to a market now, and until when (ms since 1970), which is null where nobody knows.
 * Unlike the figure, which is as old as the last check, this ends by itself.
 */
export function spentUntil({ budget }: Pick<ApiStatus, "budget">, now: number): number | null | undefined {
  if (!budget || budget.used < budget.limit) return undefined;
  const until = budget.resets_at ? Date.parse(budget.resets_at) : null;
  return until !== null && until <= now ? undefined : until;
}
