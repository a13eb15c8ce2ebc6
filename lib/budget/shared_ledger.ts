import type { Clock } from "../shared/clock.ts";
import type { Budget } from "../shared/snapshot.ts";
import { type Call, type Hold, HOUR } from "../state/call_store.ts";
import type { StateStore } from "../state/state_store.ts";
import type { CallLedger, Granting } from "./call_ledger.ts";
import { budgetOf, type OwnLedger } from "./own_ledger.ts";
import type { SharedCalls, SharedSight } from "./shared_calls.ts";

/**
 * This part of a budget is not spent while Redis is there. Half of it is for instances that lose Redis, in equal parts
 * for as many as they last saw; the other half is for two that never had it.
 */
const RESERVED = 1 / 4;
const NEWCOMERS = 2;

/** The last look at a market's requests in Redis that showed all of them. */
interface LastSight extends Pick<SharedSight, "instances" | "epoch"> {
  readonly at: number;
}

export interface SharedLedgerOptions {
  readonly own: OwnLedger;
  readonly shared: SharedCalls;
  readonly clock: Clock;
  /** Where the last look outlives a restart. */
  readonly memory?: Pick<StateStore, "keep" | "kept">;
}

/**
 * One budget for all instances that share a Redis; our own record counts besides. A Redis that has lost everything is as
 * good as none for an hour.
 *
 * An instance that was alone goes on without Redis by its own record, which is complete then; others keep to their share
 * of what is reserved for this. So the sum stays within the budget.
 */
export class SharedLedger implements CallLedger {
  readonly #options: SharedLedgerOptions;
  readonly #sights = new Map<string, LastSight | null>();

  constructor(options: SharedLedgerOptions) {
    this.#options = options;
  }

  async take(market: string, limit: number): Promise<Granting> {
    const { own: ownLedger } = this.#options;
    const own = await ownLedger.calls(market);
    if (!own) return "unknown";
    if (own.length >= usual(limit)) return "spent";
    const id = ownLedger.newId();
    const sight = await this.#look(market, { limit: usual(limit), own, id });
    if (sight && !sight.taken) return "spent";
    if (!sight && !await this.#mayAlone(market, { limit, own })) return "unknown";
    const granting = await ownLedger.take(market, limit, id);
    // What is sent after this was sent without Redis.
    if (sight) await this.#remember(market, sight);
    return granting;
  }

  async budget(market: string, limit: number): Promise<Budget | null> {
    const { own: ownLedger, clock } = this.#options;
    const own = await ownLedger.calls(market);
    if (!own) return null;
    const sight = await this.#look(market, { limit: usual(limit), own });
    if (sight) {
      const oldest = sight.oldestAge === null ? undefined : clock.now() - sight.oldestAge;
      return budgetOf(usual(limit), { used: sight.used, oldest });
    }
    // Without Redis others' requests are not known, unless there were none.
    const alone = (await this.#lastSight(market))?.instances === 1;
    return alone ? budgetOf(usual(limit), { used: own.length, oldest: own[0]?.at }) : null;
  }

  async hold(market: string, hold: Hold): Promise<void> {
    const { own, shared } = this.#options;
    await own.hold(market, hold);
    await shared.hold(market, hold).catch(() => {});
  }

  async held(market: string): Promise<Hold | null> {
    const { own, shared } = this.#options;
    return await own.held(market) ?? await shared.held(market).catch(() => null);
  }

  async #mayAlone(
    market: string,
    { limit, own }: { limit: number; own: readonly Call[] },
  ): Promise<boolean> {
    const last = await this.#lastSight(market);
    if (last?.instances === 1) return true;
    const share = (limit - usual(limit)) / 2 / (last?.instances ?? NEWCOMERS);
    const since = last?.at ?? -Infinity;
    return own.filter((call) => call.at > since).length + 1 <= share;
  }

  /** What Redis shows of everybody's requests; null when it does not show all of them. */
  async #look(
    market: string,
    request: { limit: number; own: readonly Call[]; id?: string },
  ): Promise<SharedSight | null> {
    const last = await this.#lastSight(market);
    // After an hour nothing of what was there then counts any more.
    const epoch = last && this.#options.clock.now() - last.at < HOUR ? last.epoch : undefined;
    try {
      const sight = await this.#options.shared.look(market, { ...request, epoch });
      if (!last || epoch === undefined || epoch === sight.epoch) {
        await this.#remember(market, sight);
        return sight;
      }
      // It shows at least who has called since.
      this.#sights.set(market, { ...last, instances: Math.max(last.instances, sight.instances) });
      return null;
    } catch {
      return null;
    }
  }

  async #remember(market: string, { instances, epoch }: LastSight | SharedSight): Promise<void> {
    const seen: LastSight = { at: this.#options.clock.now(), instances, epoch };
    this.#sights.set(market, seen);
    await this.#options.memory?.keep(sightName(market), seen).catch(() => {});
  }

  async #lastSight(market: string): Promise<LastSight | null> {
    const known = this.#sights.get(market);
    const last = known === undefined ? await this.#kept(market) : known;
    const now = this.#options.clock.now();
    // When the clock was set back, what was sent since cannot be told from what was sent before, so all of it counts.
    const placed = last && last.at > now ? { ...last, at: now - 1 } : last;
    this.#sights.set(market, placed);
    return placed;
  }

  async #kept(market: string): Promise<LastSight | null> {
    const kept = await this.#options.memory?.kept(sightName(market)).catch(() => null);
    return isSight(kept) ? kept : null;
  }
}

/** What may be spent of a budget while Redis is there, or by an instance that is alone. */
function usual(limit: number): number {
  return limit - Math.floor(limit * RESERVED);
}

function sightName(market: string): string {
  return `calls.${market}`;
}

function isSight(value: unknown): value is LastSight {
  const { at, instances, epoch } = (value ?? {}) as Partial<Record<keyof LastSight, unknown>>;
  return typeof at === "number" && typeof instances === "number" && typeof epoch === "string";
}
