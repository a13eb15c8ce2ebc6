import type { CallLedger } from "../budget/call_ledger.ts";
import { OwnLedger } from "../budget/own_ledger.ts";
import { SharedCalls } from "../budget/shared_calls.ts";
import { SharedLedger } from "../budget/shared_ledger.ts";
import type { Config } from "../config/config.ts";
import { accountAt } from "../budget/account.ts";
import type { Clock } from "../shared/clock.ts";
import { MemoryCallStore } from "../state/call_store_memory.ts";
import { openExistingCalls } from "../state/open_existing_calls.ts";

/**
 * The ledger of the program whose configuration this is, so that its checks and ours together stay within the budget.
 * Where there is no state that this version can count in, our own calls are counted, and what Redis knows.
 */
export async function openCheckLedger(
  { state, redis, markets }: Pick<Config, "state" | "redis" | "markets">,
  clock: Clock,
): Promise<{ readonly ledger: CallLedger } & AsyncDisposable> {
  const existing = await openExistingCalls(state.url);
  const store = existing?.calls ?? new MemoryCallStore();
  const own = new OwnLedger({ store, clock });
  const shared = redis.url
    ? new SharedCalls({
      ...redis,
      clock,
      account: (market) => accountAt(market, { ...markets }),
      instance: () => store.instance(),
    })
    : undefined;
  return {
    ledger: shared ? new SharedLedger({ own, shared, clock }) : own,
    async [Symbol.asyncDispose]() {
      shared?.[Symbol.dispose]();
      await existing?.[Symbol.asyncDispose]();
    },
  };
}
