import type { CallLedger } from "../budget/call_ledger.ts";
import { OwnLedger } from "../budget/own_ledger.ts";
import { SharedCalls } from "../budget/shared_calls.ts";
import { SharedLedger } from "../budget/shared_ledger.ts";
import type { Config } from "../config/config.ts";
import { accountAt } from "../budget/account.ts";
import type { Clock } from "../shared/clock.ts";
import type { StateStore } from "../state/state_store.ts";

export interface OpenedLedger extends Disposable {
  readonly ledger: CallLedger;
  /** To be called when what the state recorded before is not known any more. */
  readonly lose: () => void;
}

/** `config` gives what is in force. Counts calls in the own state and, where there is a Redis, together with the other instances that use it. */
export function openLedger(
  config: () => Pick<Config, "redis" | "demo" | "markets">,
  { state, clock }: { readonly state: StateStore; readonly clock: Clock },
): OpenedLedger {
  const { redis, demo } = config();
  const own = new OwnLedger({ store: state.calls, clock });
  const lose = () => own.lose();
  if (!redis.url || demo) return { ledger: own, lose, [Symbol.dispose]: () => {} };
  const shared = new SharedCalls({
    ...redis,
    clock,
    account: (market) => accountAt(market, { ...config().markets }),
    instance: () => state.calls.instance(),
  });
  return {
    ledger: new SharedLedger({ own, shared, clock, memory: state }),
    lose,
    [Symbol.dispose]: () => shared[Symbol.dispose](),
  };
}
