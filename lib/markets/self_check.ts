import type { Clock } from "../shared/clock.ts";
import { isIP } from "node:net";
import type { Text } from "../shared/text.ts";
import { bare, type Network } from "./network.ts";
import type { Failed, Failure } from "./seen.ts";
import { REMEDIES } from "./texts.ts";

/** Long enough for a far resolver, short enough that the verdict still comes with the failed check. */
const TIMEOUT = 2_000;
/** Markets that fail within so many milliseconds of each other share a finding. */
const SHARED = 3_000;

/** Failures in which nobody spoke, so that it may be our own line that is dead. */
const SILENCE: readonly Failure[] = ["dns", "refused", "unreachable", "timeout", "reset"];

/** Whose fault a silence is: not ours, our line's, our name server's or our proxy's. */
export type Fault = "theirs" | OwnFault;
export type OwnFault = "line" | "names" | "proxy";

/** What to do about each fault of ours. */
export const OWN_FAULT_REMEDIES: Readonly<Record<OwnFault, Text>> = {
  line: REMEDIES.selfOffline,
  names: REMEDIES.ownNames,
  proxy: REMEDIES.ownProxy,
};

export interface SelfCheckDeps {
  /** Who is asked, `host:port`; with nobody to ask every silence is theirs. */
  readonly targets: readonly string[];
  /** Names that should be found whatever happens to one of them. */
  readonly names: readonly string[];
  readonly network: Network;
  readonly clock: Clock;
}

interface Shared<T> {
  readonly finding: Promise<T>;
  /** ms since 1970; Infinity while it is being found out. */
  until: number;
}

/** Finds out before somebody is blamed whether it is us. One for all markets. */
export class SelfCheck {
  readonly #deps: SelfCheckDeps;
  readonly #targets: readonly { readonly hostname: string; readonly port: number }[];
  readonly #names: readonly string[];
  readonly #shared = new Map<string, Shared<boolean>>();

  constructor(deps: SelfCheckDeps) {
    this.#deps = deps;
    this.#targets = deps.targets.map((target) => {
      const { hostname, port } = new URL(`tcp://${target}`);
      return { hostname: bare(hostname), port: Number(port) };
    });
    const named = [...deps.names, ...this.#targets.map(({ hostname }) => hostname)];
    this.#names = [...new Set(named)].filter((name) => isIP(name) === 0);
  }

  /**
   * Whose fault it is that `hostname` did not answer.
   *
   * @throws the signal's reason when it aborts
   */
  async faultOf(failed: Failed, hostname: string, signal: AbortSignal): Promise<Fault> {
    if (failed.failure === "proxy") return "proxy";
    if (!SILENCE.includes(failed.failure) || this.#targets.length === 0) return "theirs";
    const online = await this.#share("line", () => this.#isAnyTargetReached(signal));
    signal.throwIfAborted();
    if (!online) return "line";
    if (failed.failure !== "dns" && failed.phase !== "dns") return "theirs";
    const others = this.#names.filter((name) => name !== hostname);
    if (others.length === 0) return "theirs";
    const found = await this.#share(`names ${hostname}`, () => this.#isAnyNameFound(others, signal));
    signal.throwIfAborted();
    return found ? "theirs" : "names";
  }

  async #isAnyTargetReached(signal: AbortSignal): Promise<boolean> {
    const { network } = this.#deps;
    return await anySucceeds(
      this.#targets.map((target) => network.connect({ ...target, tls: false }, { timeout: TIMEOUT, signal })),
    );
  }

  async #isAnyNameFound(names: readonly string[], signal: AbortSignal): Promise<boolean> {
    const { network } = this.#deps;
    return await anySucceeds(names.map((name) => network.resolve(name, { timeout: TIMEOUT, signal })));
  }

  #share(what: string, find: () => Promise<boolean>): Promise<boolean> {
    const now = this.#deps.clock.now();
    const known = this.#shared.get(what);
    if (known && now < known.until && known.until - now <= SHARED || known?.until === Infinity) {
      return known.finding;
    }
    const shared: Shared<boolean> = { finding: find(), until: Infinity };
    this.#shared.set(what, shared);
    const settle = () => shared.until = this.#deps.clock.now() + SHARED;
    shared.finding.then(settle, settle);
    return shared.finding;
  }
}

async function anySucceeds(attempts: readonly Promise<{ readonly kind: string }>[]): Promise<boolean> {
  const success = async (attempt: Promise<{ readonly kind: string }>) => {
    if ((await attempt).kind === "failed") throw new Error("Not reached");
  };
  return await Promise.any(attempts.map(success)).then(() => true, () => false);
}
