import type { Config } from "../config/config.ts";
import { StateError } from "../state/state_error.ts";
import type { StateStore } from "../state/state_store.ts";
import { openSqliteState } from "../state/state_store_sqlite.ts";
import type { Log } from "./log.ts";

/** Forgets at the end of the process. */
const IN_MEMORY = "sqlite::memory:";

/**
 * The own state that the configuration names. The demo leaves nothing behind, and a state that cannot be opened costs
 * the history across restarts, not the dashboard: both go without a file.
 */
export async function openState({ state, demo }: Config, log: Log): Promise<StateStore> {
  if (demo) return await openSqliteState(IN_MEMORY);
  try {
    return await openSqliteState(state.url);
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
    log.error("History is kept in memory only, until the next start", { error: error.message });
    return await openSqliteState(IN_MEMORY);
  }
}
