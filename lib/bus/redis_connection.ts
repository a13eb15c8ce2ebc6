import type * as Redis from "redis";
import { AuthorityError, HandshakeError, RedisReply, SilenceError } from "./redis_trouble.ts";

type Client = ReturnType<typeof newClient>;

/** One connection, for as long as it lives. It does not come back; whoever needs another one opens it. */
export interface RedisConnection {
  /** Does one thing with it; rejects when the connection is lost or nothing is answered in time. */
  run<T>(work: (client: Client) => Promise<T>): Promise<T>;
  close(): void;
}

export interface ConnectOptions {
  /** ms that connecting, logging in and each command may take. */
  readonly limit: number;
  /** Path of the certificates (PEM) of the authority that signed Redis's own; empty: those of the system. */
  readonly ca?: string;
  /** Called when the connection is lost; what is run by then, or is run later, rejects. */
  readonly onLost?: () => void;
}

/** Connects and logs in. Rejects with errors that `redisTrouble` understands. */
export async function connectRedis(
  url: string,
  { limit, ca = "", onLost = () => {} }: ConnectOptions,
): Promise<RedisConnection> {
  // A server without Redis is smaller without its client. A bundle gives a CommonJS package its default export alone.
  const { default: redis } = await import("redis") as unknown as { default: typeof Redis };
  const client = newClient(redis, { url, limit, ca: ca && await readAuthority(ca) });
  const seen = { failure: undefined as unknown, connected: false };
  client.on("connect", () => seen.connected = true);
  client.on("error", (error) => {
    seen.failure ??= error;
    onLost();
  });
  const run = async <T>(work: () => Promise<T>, ms = limit): Promise<T> => {
    try {
      return await within(ms, work());
    } catch (error) {
      // What happened first says more than what followed from it, as "closed" follows from an answer that is not Redis'.
      const first = seen.failure ?? error;
      throw first instanceof redis.ErrorReply ? new RedisReply(first.message, { cause: first }) : first;
    }
  };
  try {
    // Before it is connected, only the client itself can end its socket, so it gets its time for that.
    await run(() => client.connect(), 2 * limit);
  } catch (error) {
    client.destroy();
    const inHandshake = url.startsWith("rediss:") && !seen.connected;
    throw inHandshake && saysNothing(error, redis) ? new HandshakeError(error) : error;
  }
  return { run: (work) => run(() => work(client)), close: () => client.destroy() };
}

/** Whether an error does not say what was wrong with a handshake. */
function saysNothing(error: unknown, redis: typeof Redis): boolean {
  const vague = [SilenceError, redis.ConnectionTimeoutError, redis.SocketClosedUnexpectedlyError];
  return vague.some((kind) => error instanceof kind);
}

/** Read anew for each connection, as one that is renewed has to be. */
async function readAuthority(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    throw new AuthorityError(error);
  }
}

/** RESP 2 is what every version of Redis and every proxy before it understands. */
function newClient(
  { createClient }: typeof Redis,
  { url, limit, ca }: { url: string; limit: number; ca: string },
) {
  return createClient({
    url,
    RESP: 2,
    disableOfflineQueue: true,
    disableClientInfo: true,
    socket: {
      connectTimeout: limit,
      reconnectStrategy: false,
      ...(ca && url.startsWith("rediss:") && { tls: true, ca }),
    },
  });
}

async function within<T>(limit: number, work: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new SilenceError(limit)), limit);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
