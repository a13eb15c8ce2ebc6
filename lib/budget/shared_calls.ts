import { connectRedis, type RedisConnection } from "../bus/redis_connection.ts";
import type { Clock } from "../shared/clock.ts";
import { type Call, type Hold, holdAt } from "../state/call_store.ts";
import { SHARED_CALLS_SCRIPT } from "./shared_calls_script.ts";

export interface SharedCallsOptions {
  readonly url: string;
  /** As `redis.ca` of the configuration. */
  readonly ca?: string;
  readonly clock: Clock;
  /** A word that stands for the account that a market counts requests by; empty: it has none. */
  readonly account?: (market: string) => string;
  /** Who we are to other instances. */
  readonly instance: () => Promise<string>;
  /** By whose clock requests are counted: Redis's, the same for all, unless a test lets its own hours pass. */
  readonly time?: Clock;
  /** ms that connecting, logging in and each command may take. */
  readonly limit?: number;
  /** ms for which Redis is left alone after a failure, so that checks do not wait for it one after the other. */
  readonly rest?: number;
}

export interface SharedSight {
  readonly taken: boolean;
  /** Requests of all instances within the hour. */
  readonly used: number;
  /** ms since the oldest of them was sent; null when there is none. */
  readonly oldestAge: number | null;
  /** How many instances sent them, ourselves included. */
  readonly instances: number;
  /** Another one than before when Redis has lost everything. */
  readonly epoch: string;
}

export interface Look {
  /** How many requests all instances together may send within an hour. */
  readonly limit: number;
  /** Our requests of the last hour. */
  readonly own: readonly Call[];
  /** The epoch of the last look, if that is not too long ago to matter. */
  readonly epoch?: string;
  /** Of a request to take; without it this is only a look. */
  readonly id?: string;
}

/**
 * The requests of all instances that use one Redis. Keys: `marketpulse:calls:<market>` (sorted set), `marketpulse:calls`
 * (the epoch) and `marketpulse:hold:<market>` (JSON, for as long as it holds); those of an account at the market have
 * `:<account>` at the end. Methods reject when Redis cannot be used.
 */
export class SharedCalls implements Disposable {
  readonly #options: SharedCallsOptions;
  #connection: Promise<RedisConnection> | undefined;
  #failedAt = -Infinity;

  constructor(options: SharedCallsOptions) {
    this.#options = options;
  }

  /** Takes a request, unless Redis lost everything since the last look, or looks only. */
  async look(market: string, { limit, own, epoch: last = "", id = "" }: Look): Promise<SharedSight> {
    const { clock, instance, time } = this.#options;
    const now = clock.now();
    const ages = own.flatMap((call) => [call.id, Math.max(0, now - call.at)]);
    const args = [time ? time.now() : "", limit, await instance(), last, crypto.randomUUID(), id, ...ages];
    const answer = await this.#run((client) =>
      client.eval(SHARED_CALLS_SCRIPT, {
        keys: [this.#key("calls", market), "marketpulse:calls"],
        arguments: args.map(String),
      })
    ) as [number, number, number, number, string];
    const [taken, used, oldest, instances, epoch] = answer;
    return { taken: taken === 1, used, oldestAge: oldest < 0 ? null : oldest, instances, epoch };
  }

  async hold(market: string, hold: Hold): Promise<void> {
    const ttl = hold.until - this.#options.clock.now();
    if (ttl < 1) return;
    await this.#run((client) =>
      client.set(this.#key("hold", market), JSON.stringify(hold), { PX: Math.ceil(ttl) })
    );
  }

  /** In times of our own clock, whatever the one who wrote it has. */
  async held(market: string): Promise<Hold | null> {
    const key = this.#key("hold", market);
    const [json, ttl] = await this.#run(async (client) => [
      await client.get(key),
      await client.pTTL(key),
    ]) as [string | null, number];
    if (json === null || ttl <= 0) return null;
    const now = this.#options.clock.now();
    const { since, until, result } = JSON.parse(json) as Hold;
    return holdAt({ since: now - Math.max(0, until - since - ttl), until: now + ttl, result }, now);
  }

  #key(kind: "calls" | "hold", market: string): string {
    const account = this.#options.account?.(market);
    return `marketpulse:${kind}:${market}${account ? `:${account}` : ""}`;
  }

  async #run<T>(work: Parameters<RedisConnection["run"]>[0]): Promise<T> {
    const { rest = 1_000 } = this.#options;
    if (performance.now() - this.#failedAt < rest) throw new Error("Cannot use Redis: it failed just now");
    try {
      this.#connection ??= this.#connect();
      const connection = await this.#connection;
      return await connection.run(work) as T;
    } catch (error) {
      this.#failedAt = performance.now();
      this.#drop();
      throw error;
    }
  }

  #connect(): Promise<RedisConnection> {
    const { url, ca, limit = 1_500 } = this.#options;
    return connectRedis(url, { limit, ca, onLost: () => this.#drop() });
  }

  #drop(): void {
    this.#connection?.then((connection) => connection.close(), () => {});
    this.#connection = undefined;
  }

  [Symbol.dispose](): void {
    this.#drop();
  }
}
