import type { Outgoing } from "./allowed_request.ts";
import {
  type ConnectOptions,
  Journey,
  openConnection,
  type Peer,
  type Phase,
  resolve,
  untilAborted,
} from "./connection.ts";
import { failedOf } from "./failure.ts";
import { HttpExchange } from "./http_exchange.ts";
import { ProxyError, type ProxyOptions } from "./proxy.ts";
import { withLag } from "./loop_lag.ts";
import type { Answer, Connected, Failed } from "./seen.ts";

/** Nothing of an answer after this many bytes is read; a market's own are a few KB. */
export const BODY_LIMIT = 256 * 1024;

/** The outside world as the checks see it. Failures are results; only an abort by the caller throws. */
export interface Network {
  /** Follows no redirect, verifies certificates always, and reads no more than {@linkcode BODY_LIMIT}. */
  request(outgoing: Outgoing, limits: Limits): Promise<Answer | Failed>;
  /** A TCP connection, with TLS also its handshake, closed at once. */
  connect(peer: Peer, limits: Limits): Promise<Connected | Failed>;
  /** Whether the system finds an address for a name. */
  resolve(hostname: string, limits: Limits): Promise<Connected | Failed>;
}

export interface Limits {
  /** Milliseconds for all of it, from name look-up to the last byte. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

export interface NetworkOptions {
  /** Milliseconds that never run backwards. */
  readonly stopwatch?: () => number;
  /** Certificate authorities trusted besides the usual ones, PEM. */
  readonly caCerts?: readonly string[];
  readonly proxy?: ProxyOptions;
}

/** The real network. Each request opens its own connection, so that each proves the whole way anew. */
export function openNetwork(
  { stopwatch = () => performance.now(), caCerts = [], proxy }: NetworkOptions = {},
): Network {
  const attempted = async <T>(limits: Limits, work: (options: ConnectOptions) => Promise<T>) => {
    const { value, lag } = await withLag(
      () => attempt(limits, stopwatch, (options) => work({ ...options, caCerts, proxy })),
      stopwatch,
    );
    return { ...value, lag };
  };
  return {
    request(outgoing, limits) {
      return attempted(limits, async (options): Promise<Answer | Failed> => {
        const headers = sentHeaders(outgoing);
        if (!headers) return { kind: "failed", failure: "unsendable", detail: "a header cannot be sent" };
        const started = stopwatch();
        const answer = await exchange(outgoing, headers, options);
        return { ...answer, took: stopwatch() - started };
      });
    },
    connect(peer, limits) {
      return attempted(limits, async (options): Promise<Connected> => {
        const started = stopwatch();
        using _connection = await openConnection(peer, options);
        return { kind: "connected", phases: options.journey.phases, took: stopwatch() - started };
      });
    },
    resolve(hostname, limits) {
      return attempted(limits, async ({ journey, signal }): Promise<Connected> => {
        const started = stopwatch();
        await journey.step("dns", () => untilAborted(resolve(hostname), signal));
        return { kind: "connected", phases: journey.phases, took: stopwatch() - started };
      });
    },
  };
}

async function exchange(
  outgoing: Outgoing,
  headers: Headers,
  options: ConnectOptions,
): Promise<Omit<Answer, "took">> {
  const { journey, signal } = options;
  const connection = await openConnection(peerOf(outgoing.url), options);
  await using http = new HttpExchange(connection, new URL(outgoing.url).origin);
  const { status, headers: said, body } = await journey.step(
    "first_byte",
    () => untilAborted(http.send(outgoing, headers), signal),
  );
  journey.phase = "body";
  const read = await untilAborted(readBody(body), signal);
  return { kind: "answer", call: outgoing.call, status, headers: said, ...read, phases: journey.phases };
}

/** Nothing is unpacked here, so that nothing small can grow large. */
const COMMON_HEADERS = { "user-agent": "MarketPulse", "accept": "*/*", "accept-encoding": "identity" };

/** Undefined when a header has characters that none may have; the reason would quote a secret. */
export function sentHeaders({ headers }: Outgoing): Headers | undefined {
  try {
    return new Headers({ ...COMMON_HEADERS, ...headers });
  } catch {
    return undefined;
  }
}

/** What `work` comes to within the limits; what it throws is a failure of the step that it was taking. */
export async function attempt<T>(
  { timeout, signal }: Limits,
  stopwatch: () => number,
  work: (options: Pick<ConnectOptions, "journey" | "signal">) => Promise<T>,
): Promise<T | Failed> {
  signal.throwIfAborted();
  const journey = new Journey(stopwatch);
  const stop = new AbortController();
  const onAbort = () => stop.abort(signal.reason);
  signal.addEventListener("abort", onAbort);
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    stop.abort(new DOMException("Took too long", "TimeoutError"));
  }, timeout);
  try {
    return await work({ journey, signal: stop.signal });
  } catch (error) {
    signal.throwIfAborted();
    const { phase, phases } = journey;
    if (!late) return { ...failedOf(error, phase), phase, phases };
    const [failure, undone] = error instanceof ProxyError
      ? ["proxy", failedOf(error, phase).detail] as const
      : ["timeout", UNDONE[phase]] as const;
    return { kind: "failed", failure, detail: `${undone} within ${timeout} ms`, phase, phases };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", onAbort);
  }
}

const UNDONE: Readonly<Record<Phase, string>> = {
  dns: "name not resolved",
  connect: "no connection",
  tls: "no TLS handshake",
  first_byte: "no answer",
  body: "no whole answer",
};

async function readBody(body: AsyncIterable<Uint8Array>): Promise<{ body: Uint8Array; whole: boolean }> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    chunks.push(chunk.subarray(0, BODY_LIMIT - length));
    length += chunk.length;
    // Leaving the loop cancels the stream.
    if (length > BODY_LIMIT) break;
  }
  return { body: await new Blob(chunks as BlobPart[]).bytes(), whole: length <= BODY_LIMIT };
}

/** Who is asked under a URL. */
export function peerOf(url: string): Peer {
  const { protocol, hostname, port } = new URL(url);
  const tls = protocol === "https:";
  return { hostname: bare(hostname), port: Number(port || (tls ? 443 : 80)), tls };
}

/** IPv6 addresses wear brackets in a URL and none in a connection. */
export function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, "");
}
