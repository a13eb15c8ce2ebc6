import { createClient } from "redis";
import { SilenceError } from "./redis_trouble.ts";

type Client = ReturnType<typeof newClient>;

/** One connection, for as long as it lives. It does not come back; whoever needs another one opens it. */
export interface RedisConnection {
  /** Does one thing with it; rejects when the connection is lost or nothing is answered in time. */
  run<T>(work: (client: Client) => Promise<T>): Promise<T>;
  close(): void;
}

export interface ConnectOptions {
  /** ms that connecting and each command may take. */
  readonly limit: number;
  /** Called when the connection is lost; what is run by then, or is run later, rejects. */
  readonly onLost?: () => void;
}

/** Connects and logs in. Rejects with errors that `redisTrouble` understands. */
export async function connectRedis(
  url: string,
  { limit, onLost = () => {} }: ConnectOptions,
): Promise<RedisConnection> {
  const client = newClient(url, limit);
  client.on("error", onLost);
  try {
    await within(limit, client.connect());
    return { run: (work) => within(limit, work(client)), close: () => client.destroy() };
  } catch (error) {
    client.destroy();
    throw error;
  }
}

/** RESP 2 is what every version of Redis and every proxy before it understands. */
function newClient(url: string, limit: number) {
  return createClient({
    url,
    RESP: 2,
    disableOfflineQueue: true,
    disableClientInfo: true,
    socket: { connectTimeout: limit, reconnectStrategy: false },
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
