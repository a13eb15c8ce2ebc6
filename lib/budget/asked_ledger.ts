/** A ledger that another thread keeps: there it survives this worker's restarts, and the store has one owner. */
import type { Ask } from "../collectors/serve_worker.ts";
import type { Budget } from "../shared/snapshot.ts";
import type { Hold } from "../state/call_store.ts";
import type { CallLedger, Granting } from "./call_ledger.ts";

/** One method of a ledger and its arguments. */
export type LedgerQuestion = {
  [M in keyof CallLedger]: { readonly method: M; readonly args: Parameters<CallLedger[M]> };
}[keyof CallLedger];

/** Milliseconds after which an answer is of no use any more; Redis gets 1.5 s for each of its commands. */
const PATIENCE = 5_000;

/** The worker's side. Without an answer in time nothing is granted. */
export function askedLedger(ask: Ask<LedgerQuestion>): CallLedger {
  const question = (question: LedgerQuestion) => ask(question, PATIENCE).catch(() => undefined);
  return {
    take: async (...args) => await question({ method: "take", args }) as Granting | undefined ?? "unknown",
    budget: async (...args) => await question({ method: "budget", args }) as Budget | undefined ?? null,
    hold: async (...args) => void await question({ method: "hold", args }),
    held: async (...args) => await question({ method: "held", args }) as Hold | undefined ?? null,
  };
}

/** The owner's side. */
export async function answerFrom(ledger: CallLedger, { method, args }: LedgerQuestion): Promise<unknown> {
  return await (ledger[method] as (...args: readonly unknown[]) => Promise<unknown>)(...args);
}
