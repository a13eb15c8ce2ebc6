import assert from "node:assert/strict";
import { runCommandLine } from "@/lib/cli/command_line.ts";
import type { Stdin } from "@/lib/cli/read_secret.ts";

export interface CliRun {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Runs the command line in this process, with nothing in its environment but what is given. */
export async function runCli(
  args: readonly string[],
  { env = {}, stdin }: { env?: Record<string, string>; stdin?: Stdin } = {},
): Promise<CliRun> {
  const [out, error]: [string[], string[]] = [[], []];
  const nothing = () => assert.fail("Nothing may be started");
  const workers = {
    metrics: nothing,
    checks: nothing,
    demoShop: nothing,
    custom: nothing,
    demoMarkets: nothing,
    stateCheck: nothing,
  };
  const code = await runCommandLine({
    args,
    env,
    stdin,
    workers,
    open: nothing,
    writeOut: (text) => out.push(text),
    writeError: (text) => error.push(text),
  });
  return { code, out: out.join(""), error: error.join("") };
}

/** What another program writes into the standard input. */
export function piped(bytes: string | Uint8Array<ArrayBuffer>): Stdin {
  return {
    isTerminal: () => false,
    setRaw: () => assert.fail("It is no terminal"),
    readable: streamOf([bytes]),
  };
}

/** Somebody at a terminal, who types; `raw` tells for each chunk whether it would have been seen. */
export function typed(...chunks: readonly string[]): Stdin & { readonly shown: string[] } {
  let raw = false;
  const shown: string[] = [];
  return {
    shown,
    isTerminal: () => true,
    setRaw: (on) => void (raw = on),
    readable: streamOf(chunks, (chunk) => raw || shown.push(String(chunk))),
  };
}

function streamOf(
  chunks: readonly (string | Uint8Array<ArrayBuffer>)[],
  onRead: (chunk: string | Uint8Array) => void = () => {},
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const left = [...chunks];
  return new ReadableStream({
    pull(controller) {
      const chunk = left.shift();
      if (chunk === undefined) return controller.close();
      onRead(chunk);
      controller.enqueue(typeof chunk === "string" ? new TextEncoder().encode(chunk) : chunk);
    },
  }, { highWaterMark: 0 });
}
