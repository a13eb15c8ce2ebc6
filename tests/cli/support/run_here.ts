import assert from "node:assert/strict";
import { runCommandLine } from "@/lib/cli/command_line.ts";
import type { Stdin } from "@/lib/cli/read_secret.ts";

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Runs a command in this process that starts neither a server nor a worker. */
export async function runHere(
  args: readonly string[],
  env: Record<string, string> = {},
  stdin?: Stdin,
): Promise<Ran> {
  const [out, error]: [string[], string[]] = [[], []];
  const nothing = () => assert.fail("Nothing may be started");
  const code = await runCommandLine({
    args,
    env,
    stdin,
    workers: {
      metrics: nothing,
      checks: nothing,
      demoShop: nothing,
      custom: nothing,
      demoMarkets: nothing,
      stateCheck: nothing,
    },
    open: nothing,
    writeOut: (text) => out.push(text),
    writeError: (text) => error.push(text),
  });
  return { code, out: out.join(""), error: error.join("") };
}
