import type { Phase } from "./connection.ts";
import { ProxyError } from "./proxy.ts";
import type { Failed, Failure } from "./seen.ts";

interface Sign {
  /** In what Deno's connect and startTls and undici throw; equal words on Deno 2.4 and 2.9. */
  readonly words: RegExp;
  readonly failure: Failure;
  readonly detail: string;
}

const SIGNS: readonly Sign[] = [
  { words: /connection refused/i, failure: "refused", detail: "connection refused" },
  { words: /peer certificate/i, failure: "certificate", detail: "certificate not trusted" },
  {
    words: /corrupt message|fatal alert|peer (is incompatible|misbehaved)/i,
    failure: "tls",
    detail: "no TLS",
  },
  // Names and codes of undici (github.com/nodejs/undici, docs/docs/api/Errors.md).
  { words: /HTTPParserError|UND_ERR_(HEADERS|RES)/, failure: "malformed", detail: "answer is no HTTP" },
  {
    words: /reset|closed|close_notify|end of file|early eof|broken pipe|UND_ERR_SOCKET/i,
    failure: "reset",
    detail: "connection cut",
  },
];

/**
 * What an error that a step of the way threw says, in words of ours: an error's own text has addresses in it. A look-up
 * that fails is that whatever its words.
 */
export function failedOf(error: unknown, phase: Phase): Failed {
  if (error instanceof ProxyError) {
    return { kind: "failed", failure: "proxy", detail: `proxy: ${error.message}` };
  }
  if (phase === "dns") return { kind: "failed", failure: "dns", detail: "name not resolved" };
  const text = textOf(error);
  const { failure, detail } = SIGNS.find(({ words }) => words.test(text)) ??
    { failure: "unreachable", detail: "not reachable" } as const;
  if (failure !== "certificate") return { kind: "failed", failure, detail };
  const why = /peer certificate: (\w+( \w+){0,4})/i.exec(text)?.[1];
  return { kind: "failed", failure, detail: why ? `${detail}: ${why}` : detail };
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { name, message, cause, code, errors = [] } = error as Error & { code?: string; errors?: unknown[] };
  const inner = [...errors, ...(cause === undefined ? [] : [cause])].map(textOf);
  return [name, message, code, ...inner].join(" ");
}
