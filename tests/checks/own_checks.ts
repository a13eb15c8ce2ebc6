/** Own checks as a seller has them: from a line of the configuration to the result. */
import assert from "node:assert/strict";
import { CheckDatabase } from "@/lib/checks/check_database.ts";
import { OwnCheck } from "@/lib/checks/own_check.ts";
import type { CheckResult } from "@/lib/collectors/update.ts";
import { parseConfig } from "@/lib/config/parse_config.ts";
import { type Network, openNetwork } from "@/lib/markets/network.ts";
import type { ProxyOptions } from "@/lib/markets/proxy.ts";
import { SelfCheck } from "@/lib/markets/self_check.ts";
import type { CheckOptions } from "@/lib/shared/check_options.ts";
import { type Clock, systemClock } from "@/lib/shared/clock.ts";

export interface Surroundings {
  readonly network?: Network;
  readonly proxy?: ProxyOptions;
  readonly clock?: Clock;
  readonly database?: string;
  readonly targets?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** The options that a check has in a configuration file. */
export function configured(check: string, env: Readonly<Record<string, string>> = {}): CheckOptions {
  const file = { path: "marketpulse.yaml", text: `checks: [${check}]` };
  return parseConfig({ file, env, flags: {} }).checks[0]!;
}

/** What the check finds. */
export async function run(check: string, surroundings: Surroundings = {}): Promise<CheckResult> {
  const { network = openNetwork(), clock = systemClock, database = "", targets = [], env, proxy } =
    surroundings;
  await using reading = new CheckDatabase(database);
  const own = new OwnCheck({
    options: configured(check, env),
    clock,
    network,
    proxy,
    selfCheck: new SelfCheck({ targets, names: [], network, clock }),
    database: reading.read,
    stopwatch: () => performance.now(),
  });
  return (await own.find(new AbortController().signal)).result;
}

export interface Expected {
  readonly class: CheckResult["class"];
  readonly status?: CheckResult["status"];
  readonly error: string | RegExp | null;
}

export function assertResult(result: CheckResult, expected: Expected): void {
  const { error, reason, remedy } = result;
  assert.equal(result.class, expected.class, error ?? "no error");
  if (expected.status) assert.equal(result.status, expected.status);
  if (expected.error instanceof RegExp) assert.match(error!, expected.error);
  else assert.equal(error, expected.error);
  // Whoever is told that something is wrong is also told what to do, in both languages.
  for (const text of error === null ? [] : [reason, remedy]) {
    assert.match(text!.ko, /[가-힣]/);
    assert.match(text!.en, /\w/);
  }
}
