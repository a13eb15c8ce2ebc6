import type { CheckResult } from "../collectors/update.ts";
import type { CallLedger } from "../budget/call_ledger.ts";
import type { Clock } from "../shared/clock.ts";
import type { Phases } from "../shared/snapshot.ts";
import { CallBudget } from "./call_budget.ts";
import { judge, type Verdict } from "./judge.ts";
import type { Credentials, Market, MarketOptions, Probe } from "./market.ts";
import { MarketLine } from "./market_line.ts";
import type { Network } from "./network.ts";
import { peaceAfter } from "./peace.ts";
import { redact, secretsIn } from "./redact.ts";
import type { Failure, Seen } from "./seen.ts";
import { isOnline } from "./self_check.ts";
import { REMEDIES, remedyForMissing } from "./texts.ts";

export interface MarketCheckDeps {
  /** By which the ledger knows the market. */
  readonly code: string;
  readonly ledger: CallLedger;
  readonly options: MarketOptions;
  /** Who is asked before the market is blamed, `host:port`. */
  readonly targets: readonly string[];
  readonly clock: Clock;
  readonly network: Network;
}

/** Failures in which nobody spoke, so that it may be our own line that is dead. */
const SILENCE: readonly Failure[] = ["dns", "refused", "unreachable", "timeout", "reset"];

/** One market's check and what it remembers: a token, when to ask without a key again, how long to keep away. */
export class MarketCheck {
  readonly #market: Market;
  readonly #deps: MarketCheckDeps;
  readonly #budget: CallBudget;
  readonly #line: MarketLine;
  readonly #probe: CheckResult["probe"];
  readonly #ask: Probe;
  /** Until then a handshake stands in for the keyless request. */
  #requestDue = -Infinity;

  /** @throws {TypeError} when the base URL is none */
  constructor(market: Market, deps: MarketCheckDeps) {
    this.#market = market;
    this.#deps = deps;
    this.#budget = new CallBudget(deps.ledger, { market: deps.code, limit: deps.options.calls_per_hour });
    this.#line = new MarketLine({ ...deps, calls: market.calls, budget: this.#budget });
    const given = market.credentials.filter((name) => deps.options[name]);
    this.#probe = given.length > 0 ? "signed" : "keyless";
    this.#ask = given.length > 0 ? this.#signedProbe() : (send) => send(market.keyless.call);
  }

  /** @throws the signal's reason when it aborts */
  async run(signal: AbortSignal): Promise<CheckResult> {
    const at = this.#deps.clock.now();
    const held = await this.#budget.held();
    if (held) return { ...held.result, budget: await this.#budget.standing(held.until) };
    const { seen, secrets } = await this.#look(at, signal);
    const verdict = await this.#judge(seen, at, signal);
    const result = this.#resultOf(seen, {
      ...verdict,
      error: verdict.error && redact(verdict.error, secrets),
    }, at);
    this.#remember(seen, result);
    const until = await this.#leaveAlone(result, peaceAfter(verdict, seen, this.#deps.clock.now()));
    return { ...result, budget: await this.#budget.standing(until) };
  }

  #signedProbe(): Probe {
    const { options, clock } = this.#deps;
    const missing = this.#market.credentials.filter((name) => !options[name]);
    if (missing.length === 0) return this.#market.signed(options as Credentials, clock);
    const seen: Seen = {
      kind: "unsent",
      error: `not set: ${missing.join(", ")}`,
      remedy: remedyForMissing(missing),
    };
    return () => Promise.resolve(seen);
  }

  async #look(at: number, signal: AbortSignal): Promise<{ seen: Seen; secrets: string[] }> {
    if (this.#probe === "keyless" && at < this.#requestDue) {
      return { seen: await this.#line.knock(signal), secrets: [] };
    }
    const secrets = this.#market.credentials.map((name) => this.#deps.options[name] ?? "");
    const seen = await this.#ask((call, message = {}) => {
      secrets.push(...secretsIn(message));
      return this.#line.send(call, message, signal);
    });
    return { seen, secrets };
  }

  async #judge(seen: Seen, at: number, signal: AbortSignal): Promise<Verdict> {
    const { options: { slow }, targets, network } = this.#deps;
    const verdict = judge(this.#market, seen, { probe: this.#probe, at, slow });
    if (seen.kind !== "failed" || !SILENCE.includes(seen.failure)) return verdict;
    if (await isOnline(targets, { network, signal })) return verdict;
    return { class: "SELF_OFFLINE", status: "unknown", error: seen.detail, remedy: REMEDIES.selfOffline };
  }

  #resultOf(seen: Seen, { class: seenClass, status, error, remedy }: Verdict, at: number): CheckResult {
    return {
      status,
      class: seenClass,
      probe: this.#probe,
      status_code: seen.kind === "answer" ? seen.status : null,
      response_time: "took" in seen ? tenths(seen.took) : null,
      phases: phasesOf(seen),
      last_check: new Date(at).toISOString(),
      error,
      remedy,
    };
  }

  /** Keeps away for `ms`, if that is asked for; returns until when. */
  async #leaveAlone(result: CheckResult, ms: number | undefined): Promise<number | undefined> {
    if (ms === undefined) return undefined;
    const since = this.#deps.clock.now();
    const until = since + ms;
    // Meanwhile nothing is measured, so there is no time to draw.
    await this.#budget.hold({ since, until }, { ...result, response_time: null, phases: null });
    return until;
  }

  #remember(seen: Seen, result: CheckResult): void {
    if (seen.kind === "connected") return;
    const well = result.class === "UP" || result.class === "SLOW";
    this.#requestDue = well ? Date.parse(result.last_check) + this.#market.keyless.every : -Infinity;
  }
}

function phasesOf(seen: Seen): Phases | null {
  if (seen.kind === "unsent" || !seen.phases) return null;
  const { dns, connect, tls, first_byte } = seen.phases;
  return { dns: tenths(dns), connect: tenths(connect), tls: tenths(tls), first_byte: tenths(first_byte) };
}

function tenths<T extends number | null>(ms: T): T {
  return (ms === null ? null : Math.round(ms * 10) / 10) as T;
}
