/** The way to a server, step by step, so that each step's time and failure can be told apart. */
import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { openTunnel, type Proxy, ProxyError, proxyFor, type ProxyOptions } from "./proxy.ts";
import type { Phases } from "../shared/snapshot.ts";

export interface Peer {
  readonly hostname: string;
  readonly port: number;
  readonly tls: boolean;
}

export type Phase = keyof Phases | "body";

/** How far an attempt came. */
export class Journey {
  readonly phases: Phases = { dns: null, connect: null, tls: null, first_byte: null };
  /** The step that is being taken. */
  phase: Phase = "dns";
  readonly #stopwatch: () => number;

  /** @param stopwatch milliseconds that never run backwards */
  constructor(stopwatch: () => number) {
    this.#stopwatch = stopwatch;
  }

  /** Takes a step and keeps its time; one that fails has none. */
  async step<T>(phase: keyof Phases, take: () => Promise<T>): Promise<T> {
    this.phase = phase;
    const started = this.#stopwatch();
    const result = await take();
    this.phases[phase] = this.#stopwatch() - started;
    return result;
  }
}

export interface ConnectOptions {
  readonly journey: Journey;
  readonly signal: AbortSignal;
  /** Certificate authorities trusted besides the usual ones, PEM. */
  readonly caCerts?: readonly string[];
  readonly proxy?: ProxyOptions;
}

const NO_PROXY: ProxyOptions = { url: "", except: "" };

/** After this many milliseconds without an answer the next address is tried beside it (RFC 8305, section 8). */
const ATTEMPT_DELAY = 250;
/** More addresses of one name than this are not tried. */
const ATTEMPTS = 6;

/**
 * Looks the name up, connects and, for TLS, shakes hands. The certificate is always verified. Through a proxy it is the
 * proxy's name that is looked up, and the tunnel is part of connecting.
 *
 * @throws {ProxyError} when it is the proxy that fails, also when that shows only by the signal's abort
 */
export async function openConnection(peer: Peer, options: ConnectOptions): Promise<Deno.Conn> {
  const connection = await openLine(peer, options);
  if (!peer.tls) return connection;
  return await options.journey.step("tls", () => secure(connection, { ...options, hostname: peer.hostname }));
}

/**
 * The same way without the handshake, for whoever has a handshake of their own.
 *
 * @throws {ProxyError} when it is the proxy that fails
 */
export async function openLine(peer: Peer, options: ConnectOptions): Promise<Deno.Conn> {
  const proxy = proxyFor(peer, options.proxy ?? NO_PROXY);
  return proxy ? await tunnel(peer, proxy, options) : await reach(peer, options);
}

async function reach({ hostname, port }: Omit<Peer, "tls">, { journey, signal }: ConnectOptions) {
  const addresses = isIP(hostname)
    ? [hostname]
    : await journey.step("dns", () => untilAborted(resolve(hostname), signal));
  return await journey.step(
    "connect",
    () => untilAborted(connectFirst(addresses, { port, signal }), signal),
  );
}

async function tunnel(peer: Peer, proxy: Proxy, options: ConnectOptions): Promise<Deno.Conn> {
  const { journey, signal } = options;
  let connection: Deno.Conn | undefined;
  const open = async () => {
    connection = await reach(proxy, options);
    const connected = journey.phases.connect ?? 0;
    await journey.step("connect", () => untilAborted(openTunnel(connection!, peer, proxy), signal));
    journey.phases.connect! += connected;
    return connection;
  };
  return await open().catch((error) => {
    connection?.close();
    throw error instanceof ProxyError
      ? error
      : new ProxyError(connection ? "no tunnel" : "not reachable", { cause: error });
  });
}

/** The addresses of a name, as the system finds them. */
export async function resolve(hostname: string): Promise<string[]> {
  const found = await lookup(hostname, { all: true });
  return found.map(({ address }) => address).slice(0, ATTEMPTS);
}

/** Neither a look-up nor a connection can be aborted on every runtime, so an abort leaves it behind. */
export function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((done, fail) => {
    const onAbort = () => fail(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    promise.then(done, fail).finally(() => signal.removeEventListener("abort", onAbort));
  });
}

/** A connection to the first address that takes one; the others are closed. */
async function connectFirst(
  addresses: readonly string[],
  { port, signal }: { readonly port: number; readonly signal: AbortSignal },
): Promise<Deno.Conn> {
  let won: Deno.Conn | undefined;
  const attempt = async (hostname: string): Promise<Deno.Conn> => {
    const connection = await Deno.connect({ hostname, port });
    // Else a request waits for the acknowledgement of the handshake's end, which servers delay by 40 ms.
    connection.setNoDelay(true);
    if (won || signal.aborted) connection.close();
    else won = connection;
    return won!;
  };
  const attempts: Promise<Deno.Conn>[] = [];
  for (const address of addresses) {
    attempts.push(attempt(address));
    const first = await firstWithin(attempts);
    if (first) return first;
  }
  return await Promise.any(attempts);
}

async function firstWithin(attempts: readonly Promise<Deno.Conn>[]): Promise<Deno.Conn | undefined> {
  const { promise: later, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(resolve, ATTEMPT_DELAY);
  try {
    return await Promise.race([Promise.any(attempts).catch(() => undefined), later]);
  } finally {
    clearTimeout(timer);
  }
}

async function secure(
  connection: Deno.Conn,
  { hostname, caCerts = [], signal }: Pick<ConnectOptions, "caCerts" | "signal"> & { hostname: string },
): Promise<Deno.Conn> {
  const tls = await Deno.startTls(connection as Deno.TcpConn, {
    hostname,
    caCerts: [...caCerts],
    alpnProtocols: ["http/1.1"],
  });
  const onAbort = () => tls.close();
  signal.addEventListener("abort", onAbort);
  try {
    signal.throwIfAborted();
    await tls.handshake();
    return tls;
  } catch (error) {
    if (!signal.aborted) tls.close();
    throw error;
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}
