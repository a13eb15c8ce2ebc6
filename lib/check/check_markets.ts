import type { CallLedger } from "../budget/call_ledger.ts";
import type { CheckResult } from "../collectors/update.ts";
import { ClockSkew } from "../markets/clock_skew.ts";
import { hostnames } from "../markets/hostnames.ts";
import { MarketCheck } from "../markets/market_check.ts";
import { CREDENTIAL_NAMES, type MarketOptions } from "../markets/market.ts";
import { type MarketCode, markets, USUAL_MARKETS } from "../markets/markets.ts";
import { type Network, openNetwork } from "../markets/network.ts";
import type { ChecksOptions } from "../checks/checks_options.ts";
import { secretsIn } from "../markets/redact.ts";
import { SelfCheck } from "../markets/self_check.ts";
import type { Clock } from "../shared/clock.ts";
import type { HealthClass } from "../shared/snapshot.ts";
import { type Finding, finding, type Grade } from "./finding.ts";
import { marketTexts } from "./texts.ts";
import { outcome, receivedLines, sentLines } from "./trace.ts";

export interface MarketsCheckOptions extends Pick<ChecksOptions, "markets" | "self_check" | "proxy"> {
  /** Code of the only market to check; all without it. */
  readonly market?: string;
  readonly clock: Clock;
  readonly ledger: CallLedger;
  /** The real one unless a test gives another. */
  readonly network?: Network;
}

/** What a class means for somebody who sets MarketPulse up: what passes by itself is a warning. */
const GRADES: Readonly<Record<HealthClass, Grade>> = {
  UP: "ok",
  SLOW: "warning",
  QUOTA: "warning",
  MAINTENANCE: "warning",
  DOWN: "fault",
  AUTH: "fault",
  IP: "fault",
  SELF_OFFLINE: "fault",
  UNKNOWN: "fault",
};

/**
 * Checks each market once, as the collector does: with its signatures, its list of allowed requests and its budget.
 * All of them at once, each finding as it comes.
 */
export async function* checkMarkets(options: MarketsCheckOptions): AsyncGenerator<Finding> {
  const network = options.network ?? openNetwork({ proxy: options.proxy });
  const chosen = (Object.entries(options.markets) as [MarketCode, MarketOptions][])
    .filter(([code, { enabled }]) => options.market ? code === options.market : enabled || isUsual(code));
  const checks = chosen.map(([code, market]) => checkMarket(code, market, { ...options, network }));
  for (const check of checks) yield await check;
}

function isUsual(code: MarketCode): boolean {
  return USUAL_MARKETS.includes(code);
}

async function checkMarket(
  code: MarketCode,
  market: MarketOptions,
  { markets: all, self_check, clock, ledger, network }: MarketsCheckOptions & { network: Network },
): Promise<Finding> {
  const name = `markets.${code}`;
  if (!market.enabled) {
    return finding("markets", { name, grade: "off", message: marketTexts.off(market.name, code) });
  }
  const seen: string[] = [];
  const watched = traced(network, market, (line) => seen.push(line));
  const check = new MarketCheck(markets[code], {
    code,
    ledger,
    options: market,
    clock,
    network: watched,
    selfCheck: new SelfCheck({ targets: self_check.targets, names: hostnames(all), network: watched, clock }),
    skew: new ClockSkew(),
  });
  const result = await check.run(new AbortController().signal);
  return finding("markets", {
    name,
    grade: GRADES[result.class],
    message: marketTexts.result(market.name, result),
    remedy: result.remedy,
    seen: [...seen, summary(result)],
  });
}

/** `network`, with lines for each thing that it does; of headers and bodies nothing that is secret. */
function traced(network: Network, market: MarketOptions, onLine: (line: string) => void): Network {
  const secrets = CREDENTIAL_NAMES.map((name) => market[name] ?? "").filter((secret) => secret !== "");
  return {
    async request(outgoing, limits) {
      const { origin, pathname } = new URL(outgoing.url);
      const seen = await network.request(outgoing, limits);
      onLine(`${outgoing.method} ${origin}${pathname} → ${outcome(seen)}`);
      const hidden = [...secrets, ...secretsIn(outgoing)];
      for (const line of [...sentLines(outgoing, secrets), ...receivedLines(seen, hidden)]) onLine(line);
      return seen;
    },
    async connect(peer, limits) {
      const seen = await network.connect(peer, limits);
      onLine(`${peer.tls ? "TLS" : "TCP"} ${peer.hostname}:${peer.port} → ${outcome(seen)}`);
      return seen;
    },
    async resolve(hostname, limits) {
      const seen = await network.resolve(hostname, limits);
      onLine(`DNS ${hostname} → ${outcome(seen)}`);
      return seen;
    },
  };
}

function summary({ class: seenClass, status, probe, error }: CheckResult): string {
  return `class ${seenClass}, status ${status}, ${probe}${error === null ? "" : `, ${error}`}`;
}
