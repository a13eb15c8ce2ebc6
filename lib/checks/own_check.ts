import { type Found as Finding, HITS } from "../markets/belief.ts";
import { checkResult } from "../markets/check_result.ts";
import type { Verdict } from "../markets/judge.ts";
import { isVoid } from "../markets/loop_lag.ts";
import type { Network } from "../markets/network.ts";
import type { ProxyOptions } from "../markets/proxy.ts";
import type { Failed } from "../markets/seen.ts";
import { OWN_FAULT_REMEDIES, type SelfCheck } from "../markets/self_check.ts";
import { voidVerdict } from "../markets/void_verdict.ts";
import type { CheckOptions } from "../shared/check_options.ts";
import type { Clock } from "../shared/clock.ts";
import { lookAt } from "./check_kinds.ts";
import type { Found, Problem, ReadDatabase } from "./check_kind.ts";
import { hostElsewhere } from "./elsewhere.ts";
import { failureProblem, slowProblem } from "./texts.ts";

export interface OwnCheckDeps {
  readonly options: CheckOptions;
  readonly clock: Clock;
  readonly network: Network;
  readonly proxy?: ProxyOptions;
  /** Who is asked before what is on the internet is blamed. */
  readonly selfCheck: SelfCheck;
  readonly database: ReadDatabase;
  readonly stopwatch: () => number;
}

/** One of the seller's own checks. All that is asked is proven by an answer, so it counts as signed. */
export class OwnCheck {
  readonly #deps: OwnCheckDeps;

  constructor(deps: OwnCheckDeps) {
    this.#deps = deps;
  }

  /**
   * What this check says, and how far that can be believed.
   *
   * @throws the signal's reason when it aborts
   */
  async find(signal: AbortSignal): Promise<Finding> {
    const at = this.#deps.clock.now();
    const found = await this.#look(at, signal);
    signal.throwIfAborted();
    const lag = lagOf(found);
    const verdict = lag === null ? await this.#judge(found, signal) : voidVerdict(lag);
    const seen = found.seen.kind === "unknown" ? undefined : found.seen;
    const measured = { at, lag, probe: "signed", usual: null, skew: null } as const;
    return { result: checkResult(seen, verdict, measured), hits: verdict.hits };
  }

  async #look(now: number, signal: AbortSignal): Promise<Found> {
    const { options, network, proxy, database, stopwatch } = this.#deps;
    const limits = { timeout: options.timeout, signal };
    return await lookAt(options, { network, proxy, limits, database, stopwatch, now });
  }

  async #judge({ seen, problem, warning }: Found, signal: AbortSignal): Promise<Verdict> {
    const { slow } = this.#deps.options;
    if (seen.kind === "unknown") return verdictOf({ class: "UNKNOWN", status: "unknown" }, problem);
    if (seen.kind === "failed") return await this.#judgeFailure(seen, signal);
    if (problem) return verdictOf({ class: "DOWN", status: "error" }, problem);
    if (seen.took > slow) {
      return verdictOf({ class: "SLOW", status: "degraded" }, slowProblem(seen.took, slow));
    }
    return verdictOf({ class: "UP", status: warning ? "degraded" : "healthy" }, warning);
  }

  async #judgeFailure(seen: Failed, signal: AbortSignal): Promise<Verdict> {
    const host = hostElsewhere(this.#deps.options);
    const fault = host === undefined ? "theirs" : await this.#deps.selfCheck.faultOf(seen, host, signal);
    const problem = failureProblem(seen);
    if (fault === "theirs") {
      return verdictOf({ class: "DOWN", status: seen.failure === "timeout" ? "timeout" : "error" }, problem);
    }
    const state = { class: "SELF_OFFLINE", status: "unknown" } as const;
    return verdictOf(state, { ...problem, remedy: OWN_FAULT_REMEDIES[fault] });
  }
}

function verdictOf(state: Pick<Verdict, "class" | "status">, problem: Problem | undefined): Verdict {
  const { error = null, reason = null, remedy = null } = problem ?? {};
  return { ...state, error, reason, remedy, hits: HITS[state.class] };
}

/** What our own event loop was late by (ms), if so much that times and time-outs say nothing. */
function lagOf({ seen }: Found): number | null {
  return seen.kind !== "unknown" && isVoid(seen) ? seen.lag ?? null : null;
}
