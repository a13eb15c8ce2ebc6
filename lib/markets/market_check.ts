import type { CallLedger } from "../budget/call_ledger.ts";
import type { CheckResult } from "../collectors/update.ts";
import type { Clock } from "../shared/clock.ts";
import type { CredentialAge } from "../shared/snapshot.ts";
import type { Found } from "./belief.ts";
import { CallBudget } from "./call_budget.ts";
import { checkResult } from "./check_result.ts";
import type { ClockSkew } from "./clock_skew.ts";
import { judge, type Verdict } from "./judge.ts";
import { KeylessPace } from "./keyless_pace.ts";
import { isVoid } from "./loop_lag.ts";
import type { Credentials, Market, MarketOptions, Probe } from "./market.ts";
import { MarketLine } from "./market_line.ts";
import { type Network, peerOf } from "./network.ts";
import { peaceAfter } from "./peace.ts";
import { redact, secretsIn } from "./redact.ts";
import type { Answer, Seen } from "./seen.ts";
import { OWN_FAULT_REMEDIES, type SelfCheck } from "./self_check.ts";
import { reasonForMissing, remedyForClock, remedyForMissing } from "./texts.ts";
import { UsualTime } from "./usual_time.ts";
import { voidVerdict } from "./void_verdict.ts";

export interface MarketCheckDeps {
  /** By which the ledger knows the market. */
  readonly code: string;
  readonly ledger: CallLedger;
  readonly options: MarketOptions;
  readonly clock: Clock;
  readonly network: Network;
  /** Who is asked before the market is blamed; one for all markets. */
  readonly selfCheck: SelfCheck;
  /** One for all markets. */
  readonly skew: ClockSkew;
  /** Milliseconds that this market took before, oldest first. */
  readonly past?: PastTimes;
}

/** Times of whole answers, and of handshakes where nothing was asked. */
export interface PastTimes {
  readonly answer: readonly number[];
  readonly connected: readonly number[];
}

interface Look {
  readonly seen: Seen;
  /** What may not be shown of it. */
  readonly secrets: readonly string[];
  /** A handshake in place of a request. */
  readonly knocked: boolean;
}

/** One market's check and what it remembers: a token, when to ask without a key again, how long to keep away. */
export class MarketCheck {
  readonly #market: Market;
  readonly #deps: MarketCheckDeps;
  readonly #budget: CallBudget;
  readonly #line: MarketLine;
  readonly #probe: CheckResult["probe"];
  readonly #ask: Probe;
  readonly #pace: KeylessPace;
  readonly #usual: Readonly<Record<keyof PastTimes, UsualTime>>;
  readonly #hostname: string;

  /** @throws {TypeError} when the base URL is none */
  constructor(market: Market, deps: MarketCheckDeps) {
    const { options, past } = deps;
    this.#market = market;
    this.#deps = deps;
    this.#budget = new CallBudget(deps.ledger, { market: deps.code, limit: options.calls_per_hour });
    this.#line = new MarketLine({ ...deps, calls: market.calls, budget: this.#budget });
    this.#hostname = peerOf(options.base_url).hostname;
    this.#usual = { answer: new UsualTime(past?.answer), connected: new UsualTime(past?.connected) };
    const given = market.credentials.filter((name) => options[name]);
    this.#probe = given.length > 0 ? "signed" : "keyless";
    this.#ask = given.length > 0 ? this.#signedProbe() : (send) => send(market.keyless.call);
    this.#pace = new KeylessPace(
      this.#probe === "keyless" ? market.keyless.every : 0,
      options.calls_per_hour,
    );
  }

  /**
   * What this check alone says.
   *
   * @throws the signal's reason when it aborts
   */
  async run(signal: AbortSignal): Promise<CheckResult> {
    return (await this.find(signal)).result;
  }

  /**
   * What this check says, and how far that can be believed.
   *
   * @throws the signal's reason when it aborts
   */
  async find(signal: AbortSignal): Promise<Found> {
    const at = this.#deps.clock.now();
    const held = await this.#budget.held();
    if (held) {
      const budget = await this.#budget.standing(held.until);
      const result = { ...held.result, credentials: this.#credentials(), budget };
      return { result, hits: 1, repeated: true, restsUntil: held.until };
    }
    const { look, lag } = await this.#lookUndisturbed(at, signal);
    const carried = look.knocked && look.seen.kind === "connected" ? this.#pace.carried : undefined;
    const verdict = carried ?? redacted(await this.#judge(look.seen, at, signal), look.secrets);
    if (!look.knocked) this.#pace.asked(look.seen, verdict, at);
    const { usual } = this.#usual[look.seen.kind === "connected" ? "connected" : "answer"];
    const measured = { at, lag, probe: this.#probe, usual, skew: this.#deps.skew.at(at) };
    const result = checkResult(carried ? undefined : look.seen, verdict, measured);
    const restsUntil = carried ? undefined : await this.#restAfter(look.seen, verdict, result);
    const budget = await this.#budget.standing(restsUntil);
    return {
      result: { ...result, credentials: this.#credentials(), budget },
      hits: verdict.hits,
      restsUntil,
      repeated: carried !== undefined,
      skipped: look.seen.kind === "unsent" && look.seen.skipped,
    };
  }

  #signedProbe(): Probe {
    const { options, clock } = this.#deps;
    const missing = this.#market.credentials.filter((name) => !options[name]);
    if (missing.length === 0) return this.#market.signed(options as Credentials, clock);
    const seen: Seen = {
      kind: "unsent",
      error: `not set: ${missing.join(", ")}`,
      reason: reasonForMissing(missing),
      remedy: remedyForMissing(missing),
    };
    return () => Promise.resolve(seen);
  }

  /** A look that our own event loop spoilt is taken once more. */
  async #lookUndisturbed(at: number, signal: AbortSignal): Promise<{ look: Look; lag: number | null }> {
    const look = await this.#look(at, signal);
    if (look.seen.kind === "unsent" || !isVoid(look.seen)) return { look, lag: null };
    const again = await this.#look(at, signal);
    return { look: again.seen.kind === "unsent" ? look : again, lag: look.seen.lag! };
  }

  async #look(at: number, signal: AbortSignal): Promise<Look> {
    if (this.#pace.mustWait(at)) {
      return { seen: await this.#line.knock(signal), secrets: [], knocked: true };
    }
    const { clock, skew, options } = this.#deps;
    const secrets = this.#market.credentials.map((name) => options[name] ?? "");
    const seen = await this.#ask(async (call, message = {}) => {
      secrets.push(...secretsIn(message));
      const from = clock.now();
      const answer = await this.#line.send(call, message, signal);
      if (answer.kind === "answer") skew.learn(this.#hostname, answer, spanOf(answer, from));
      return answer;
    });
    return { seen, secrets, knocked: false };
  }

  async #judge(seen: Seen, at: number, signal: AbortSignal): Promise<Verdict> {
    const { options: { slow }, selfCheck, skew } = this.#deps;
    if (seen.kind !== "unsent" && isVoid(seen)) return voidVerdict(seen.lag!);
    const usual = seen.kind === "answer" || seen.kind === "connected" ? this.#usual[seen.kind] : undefined;
    const verdict = judge(this.#market, seen, { probe: this.#probe, at, slow, usual });
    if (usual && "took" in seen && isWell(verdict)) usual.learn(seen.took);
    if (seen.kind === "failed") {
      const fault = await selfCheck.faultOf(seen, this.#hostname, signal);
      if (fault === "theirs") return verdict;
      const remedy = OWN_FAULT_REMEDIES[fault];
      return { ...verdict, class: "SELF_OFFLINE", status: "unknown", remedy, hits: 1 };
    }
    const off = skew.of(this.#hostname, at);
    if (verdict.class !== "AUTH" || off === null || !this.#isRefusedFor(off)) return verdict;
    return { ...verdict, remedy: remedyForClock(off) };
  }

  #credentials(): CredentialAge[] {
    const { options, clock } = this.#deps;
    return [...this.#market.ages?.(options, clock.now()) ?? [], ...this.#ask.holds?.() ?? []];
  }

  /** Whether the market refuses what is signed by a clock that is `skew` ms ahead. */
  #isRefusedFor(skew: number): boolean {
    const { clock } = this.#market;
    return clock !== undefined && (skew > clock.ahead || -skew > clock.behind);
  }

  /** Keeps away for as long as the market is to be left in peace; returns until when, ms since 1970. */
  async #restAfter(seen: Seen, verdict: Verdict, result: CheckResult): Promise<number | undefined> {
    const since = this.#deps.clock.now();
    const peace = peaceAfter(verdict, seen, since);
    if (peace === undefined) return undefined;
    // Meanwhile nothing is measured, so there is no time to draw.
    await this.#budget.hold({ since, until: since + peace }, {
      ...result,
      response_time: null,
      phases: null,
    });
    return since + peace;
  }
}

function isWell({ class: health }: Verdict): boolean {
  return health === "UP" || health === "SLOW";
}

function redacted(verdict: Verdict, secrets: readonly string[]): Verdict {
  return { ...verdict, error: verdict.error && redact(verdict.error, secrets) };
}

/** What our clock said when an answer was waited for, from before it was asked. */
function spanOf({ phases, took }: Answer, from: number): { from: number; to: number } {
  if (!phases) return { from, to: from + took };
  const sent = from + (phases.dns ?? 0) + (phases.connect ?? 0) + (phases.tls ?? 0);
  return { from: sent, to: sent + (phases.first_byte ?? 0) };
}
