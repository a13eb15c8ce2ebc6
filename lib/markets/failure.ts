import type { Failed, Failure } from "./seen.ts";

interface Sign {
  /** In what Deno's fetch, connect and startTls throw; equal words on Deno 2.4 and 2.9. */
  readonly words: RegExp;
  readonly failure: Failure;
  readonly detail: string;
}

const SIGNS: readonly Sign[] = [
  { words: /dns error|failed to lookup address/i, failure: "dns", detail: "name not resolved" },
  { words: /connection refused/i, failure: "refused", detail: "connection refused" },
  { words: /peer certificate/i, failure: "certificate", detail: "certificate not trusted" },
  {
    words: /corrupt message|fatal alert|peer (is incompatible|misbehaved)/i,
    failure: "tls",
    detail: "no TLS",
  },
  {
    words: /invalid HTTP|error decoding|parse|head is too large/i,
    failure: "malformed",
    detail: "answer is no HTTP",
  },
  {
    words: /reset|closed|end of file|broken pipe|reading a body/i,
    failure: "reset",
    detail: "connection cut",
  },
];

/** What a thrown error says about the way to a market, in words of ours: an error's own text has addresses in it. */
export function failedOf(error: unknown): Failed {
  const text = textOf(error);
  const { failure, detail } = SIGNS.find(({ words }) => words.test(text)) ??
    { failure: "unreachable", detail: "not reachable" } as const;
  if (failure !== "certificate") return { kind: "failed", failure, detail };
  const why = /peer certificate: (\w+( \w+){0,4})/i.exec(text)?.[1];
  return { kind: "failed", failure, detail: why ? `${detail}: ${why}` : detail };
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return `${error.message} ${error.cause === undefined ? "" : textOf(error.cause)}`;
}
