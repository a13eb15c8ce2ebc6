import type { Budget } from "../shared/snapshot.ts";
import type { Hold } from "../state/call_store.ts";

/**
 * Counts the requests to each market where they outlive the process, so that no more than a budget are ever sent within
 * an hour, and remembers when a market asked to be left alone. Never rejects: what cannot be known is not granted.
 */
export interface CallLedger {
  /** Takes one request out of the budget of `limit` an hour. */
  take(market: string, limit: number): Promise<Granting>;

  /** How the budget stands; null when that cannot be known. */
  budget(market: string, limit: number): Promise<Budget | null>;

  /** Leaves a market alone until then, also after a restart. */
  hold(market: string, hold: Hold): Promise<void>;

  /** What keeps us away from a market now; null when nothing does. */
  held(market: string): Promise<Hold | null>;
}

/** `spent`: the hour's requests are used up; `unknown`: how many were sent cannot be found out. */
export type Granting = "granted" | "spent" | "unknown";
