/** Standard inputs of commands that are run in the test's own process. */
import assert from "node:assert/strict";
import type { Stdin } from "@/lib/cli/read_secret.ts";

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
