import { CheckDatabase } from "../checks/check_database.ts";
import { OwnCheck } from "../checks/own_check.ts";
import type { CheckResult } from "../collectors/update.ts";
import type { Config } from "../config/config.ts";
import { hostnames } from "../markets/hostnames.ts";
import { type Network, openNetwork } from "../markets/network.ts";
import { SelfCheck } from "../markets/self_check.ts";
import type { CheckOptions } from "../shared/check_options.ts";
import type { Clock } from "../shared/clock.ts";
import { type Finding, finding, type Grade } from "./finding.ts";
import { ownCheckText } from "./texts.ts";

interface OwnChecksOptions extends Pick<Config, "checks" | "database" | "markets" | "proxy" | "self_check"> {
  readonly clock: Clock;
  /** The real one unless a test gives another. */
  readonly network?: Network;
}

/** Runs each of the seller's own checks once, all at once; each finding as it comes. */
export async function* checkOwn(options: OwnChecksOptions): AsyncGenerator<Finding> {
  const { clock, network = openNetwork({ proxy: options.proxy }), self_check: { targets } } = options;
  const selfCheck = new SelfCheck({ targets, names: hostnames(options.markets), network, clock });
  const found = options.checks.map((own) => checkOne(own, { ...options, network, selfCheck }));
  for (const one of found) yield await one;
}

async function checkOne(
  own: CheckOptions,
  { database: { url }, proxy, clock, network, selfCheck }: OwnChecksOptions & {
    readonly network: Network;
    readonly selfCheck: SelfCheck;
  },
): Promise<Finding> {
  await using database = new CheckDatabase(url);
  const { read } = database;
  const stopwatch = () => performance.now();
  const check = new OwnCheck({ options: own, clock, network, proxy, selfCheck, database: read, stopwatch });
  const { result } = await check.find(new AbortController().signal);
  return finding("checks", {
    name: `checks.${own.name}`,
    grade: gradeOf(result),
    message: ownCheckText(own, result),
    remedy: result.remedy,
    seen: [
      `class ${result.class}, status ${result.status}${result.error === null ? "" : `, ${result.error}`}`,
    ],
  });
}

function gradeOf({ class: health, status }: CheckResult): Grade {
  if (health === "UP") return status === "healthy" ? "ok" : "warning";
  return health === "SLOW" ? "warning" : "fault";
}
