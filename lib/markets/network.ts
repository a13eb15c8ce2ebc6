import type { Outgoing } from "./allowed_request.ts";
import { failedOf } from "./failure.ts";
import type { Answer, Connected, Failed } from "./seen.ts";

/** Nothing of an answer after this many bytes is read; a market's own are a few KB. */
export const BODY_LIMIT = 256 * 1024;

/** The outside world as the checks see it. Failures are results; only an abort by the caller throws. */
export interface Network {
  /** Follows no redirect, verifies certificates always, and reads no more than {@linkcode BODY_LIMIT}. */
  request(outgoing: Outgoing, limits: Limits): Promise<Answer | Failed>;
  /** A TCP connection, with TLS also its handshake, closed at once. */
  connect(peer: Peer, limits: Limits): Promise<Connected | Failed>;
}

export interface Limits {
  /** Milliseconds for all of it, from name look-up to the last byte. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

export interface Peer {
  readonly hostname: string;
  readonly port: number;
  readonly tls: boolean;
}

export interface NetworkOptions {
  /** Milliseconds that never run backwards. */
  readonly stopwatch?: () => number;
}

/** The real network. Each request opens its own connection, so that each proves the whole way anew. */
export function openNetwork(
  { stopwatch = () => performance.now() }: NetworkOptions = {},
): Network & Disposable {
  const client = Deno.createHttpClient({ poolMaxIdlePerHost: 0 });
  const through: RequestInit & { client: Deno.HttpClient } = { client };
  return {
    request(outgoing, limits) {
      return within(limits, async (signal): Promise<Answer | Failed> => {
        const request = prepare(outgoing, signal);
        if (!request) return { kind: "failed", failure: "unsendable", detail: "a header cannot be sent" };
        const started = stopwatch();
        const response = await fetch(request, through);
        const { body, whole } = await readBody(response);
        const { status, headers } = response;
        return {
          kind: "answer",
          call: outgoing.call,
          status,
          headers,
          body,
          whole,
          took: stopwatch() - started,
        };
      });
    },
    connect(peer, limits) {
      return within(limits, async (signal) => {
        const started = stopwatch();
        await shakeHands(peer, signal);
        return { kind: "connected", took: stopwatch() - started };
      });
    },
    [Symbol.dispose]: () => client.close(),
  };
}

/** Undefined when a header has characters that none may have; the reason would quote a secret. */
function prepare({ url, method, headers, body }: Outgoing, signal: AbortSignal): Request | undefined {
  try {
    const named = new Headers({ "user-agent": "MarketPulse", ...headers });
    return new Request(url, { method, headers: named, body, signal, redirect: "manual" });
  } catch {
    return undefined;
  }
}

async function within<T>(
  { timeout, signal }: Limits,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | Failed> {
  signal.throwIfAborted();
  const stop = new AbortController();
  const onAbort = () => stop.abort(signal.reason);
  signal.addEventListener("abort", onAbort);
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    stop.abort(new DOMException("Took too long", "TimeoutError"));
  }, timeout);
  try {
    return await work(stop.signal);
  } catch (error) {
    signal.throwIfAborted();
    if (late) return { kind: "failed", failure: "timeout", detail: `no whole answer within ${timeout} ms` };
    return failedOf(error);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", onAbort);
  }
}

async function readBody(response: Response): Promise<{ body: Uint8Array; whole: boolean }> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk.subarray(0, BODY_LIMIT - length));
    length += chunk.length;
    // Leaving the loop cancels the stream.
    if (length > BODY_LIMIT) break;
  }
  return { body: await new Blob(chunks as BlobPart[]).bytes(), whole: length <= BODY_LIMIT };
}

/** Connecting itself cannot be aborted on every runtime, so an abort leaves it behind and closes what comes of it. */
function shakeHands(peer: Peer, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    connectAndClose(peer, signal).then(resolve, reject);
  });
}

async function connectAndClose({ hostname, port, tls }: Peer, signal: AbortSignal): Promise<void> {
  using connection = await Deno.connect({ hostname, port });
  if (!tls || signal.aborted) return;
  using secure = await Deno.startTls(connection, { hostname });
  signal.addEventListener("abort", () => secure.close(), { once: true });
  await secure.handshake();
}

/** IPv6 addresses wear brackets in a URL and none in a connection. */
export function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, "");
}
