import type { CallLedger, Granting } from "../budget/call_ledger.ts";
import type { CheckResult } from "../collectors/update.ts";
import type { Budget } from "../shared/snapshot.ts";

/** One market's part of the ledger. */
export class CallBudget {
  readonly #ledger: CallLedger;
  readonly #market: string;
  readonly #limit: number;

  constructor(ledger: CallLedger, { market, limit }: { market: string; limit: number }) {
    this.#ledger = ledger;
    this.#market = market;
    this.#limit = limit;
  }

  /** Takes one request out of the budget of the hour. */
  take(): Promise<Granting> {
    return this.#ledger.take(this.#market, this.#limit);
  }

  /** How it stands; `until` is when the market lets us come back, if it said so. */
  async standing(until?: number): Promise<Budget | null> {
    const budget = await this.#ledger.budget(this.#market, this.#limit);
    if (!budget || until === undefined) return budget;
    return { ...budget, resets_at: new Date(until).toISOString() };
  }

  /** Keeps away from the market until then; `result` is shown meanwhile. */
  async hold(span: { since: number; until: number }, result: CheckResult): Promise<void> {
    await this.#ledger.hold(this.#market, { ...span, result });
  }

  /** What is to be shown instead of asking, and until when; null when the market may be asked. */
  async held(): Promise<{ until: number; result: CheckResult } | null> {
    const hold = await this.#ledger.held(this.#market);
    return isResult(hold?.result) ? { until: hold!.until, result: hold!.result } : null;
  }
}

/** It may have been written by another version. */
function isResult(value: unknown): value is CheckResult {
  const { class: seenClass, last_check } = (value ?? {}) as Partial<Record<keyof CheckResult, unknown>>;
  return typeof seenClass === "string" && typeof last_check === "string";
}
