import type { HubUpdate } from "@/lib/live/hub_update.ts";
import type { ApiStatus } from "@/lib/shared/snapshot.ts";
import type { CheckRecord, StateStore } from "@/lib/state/state_store.ts";
import { iso } from "../live/fakes.ts";

/** Records checks that are UP unless they say otherwise. */
export async function recordChecks(
  state: StateStore,
  checks: readonly (Pick<CheckRecord, "market" | "at"> & Partial<CheckRecord>)[],
): Promise<void> {
  const usual = {
    class: "UP",
    status: "healthy",
    probe: "signed",
    status_code: 200,
    response_time: 120,
    phases: null,
    confirmed: true,
    reason: null,
  } as const;
  for (const check of checks) await state.recordCheck({ ...usual, error: null, ...check });
}

/** What a checks' collector would deliver of these markets, all alike. */
export function listMarkets(
  codes: readonly string[],
  at: number,
  change: Partial<ApiStatus> = {},
): HubUpdate[] {
  const status: ApiStatus = {
    status: "healthy",
    class: "UP",
    probe: "signed",
    status_code: 200,
    response_time: 120,
    last_check: iso(at),
    error: null,
    remedy: null,
    availability: { day: null, month: null, since: null },
    ...change,
  };
  const data = Object.fromEntries(codes.map((code) => [code, status]));
  return [{ kind: "delivered", source: "checks", at: iso(at), data }];
}
