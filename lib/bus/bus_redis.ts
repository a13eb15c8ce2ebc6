/**
 * The bus over Redis.
 *
 * Keys: `api_status:<market>` (the status as JSON, for 300 s after it was saved, as readers of the old checker expect,
 * and longer where it comes more seldom),
 * `marketpulse:snapshot:<shop>` (the last snapshot as JSON, for seven days after it was saved) and `marketpulse:owner`
 * (the shop that wrote the statuses). Shops that share a Redis keep their snapshots apart, but write the same statuses.
 *
 * One loop owns the connection. It writes the latest value of each key, asks for a sign of life when there is nothing to
 * write, and after any failure connects anew and writes the latest values again, because a Redis that was restarted may
 * have lost them.
 */
import type { Delivered, Failed } from "../collectors/update.ts";
import { Backoff } from "../shared/backoff.ts";
import type { Clock } from "../shared/clock.ts";
import type { ApiStatus, Snapshot } from "../shared/snapshot.ts";
import { waitFor } from "../shared/wait_for.ts";
import type { Bus } from "./bus.ts";
import { connectRedis, type RedisConnection } from "./redis_connection.ts";
import { RedisOwner } from "./redis_owner.ts";
import { redisTrouble, waitsForPerson } from "./redis_trouble.ts";
import { readSnapshot } from "./snapshot_shape.ts";
import { type RedisTrouble, troubles } from "./texts.ts";

export interface RedisBusOptions {
  readonly url: string;
  /** As `redis.ca` of the configuration. */
  readonly ca?: string;
  /** Seconds that the status of a market or of an own check is kept; by default 300. */
  readonly statusTtl?: (market: string) => number;
  /** Stands for the shop whose figures are saved now; those of another are not given back. */
  readonly shop: () => string;
  readonly clock: Clock;
  /** Now, as ISO 8601 with offset. */
  readonly isoNow: () => string;
  /** Called each time that another shop is seen to write the same statuses. */
  readonly onShared: () => void;
  /** Called with each success, and with each failure that is another than the one before. */
  readonly onState: (update: Delivered & { source: "redis" } | Failed) => void;
  readonly timing?: RedisBusTiming;
}

/** Milliseconds. */
export interface RedisBusTiming {
  /** That connecting, logging in and each command may take. */
  readonly limit: number;
  /** Between signs of life. */
  readonly idle: number;
  /** At most before the next attempt. */
  readonly retry: number;
}

const TIMING: RedisBusTiming = { limit: 1_500, idle: 2_000, retry: 1_000 };

const SNAPSHOT_TTL = 7 * 24 * 3_600;
const STATUS = "api_status:";
const STATUS_TTL = 300;

/** Opens a bus that works at once, whether Redis is there or not. */
export function openRedisBus(options: RedisBusOptions): Bus {
  return new RedisBus(options);
}

interface Entry {
  readonly value: unknown;
  /** ms since 1970 at which it is worth nothing any more. */
  readonly until: number;
}

class RedisBus implements Bus {
  readonly #options: RedisBusOptions;
  readonly #timing: RedisBusTiming;
  readonly #latest = new Map<string, Entry>();
  readonly #unwritten = new Set<string>();
  readonly #closing = new AbortController();
  readonly #ended: Promise<void>;
  readonly #owner: RedisOwner;
  #wake = Promise.withResolvers<void>();
  #trouble: RedisTrouble | null = null;

  constructor(options: RedisBusOptions) {
    this.#options = options;
    this.#timing = options.timing ?? TIMING;
    this.#owner = new RedisOwner(options.shop, STATUS_TTL);
    this.#ended = this.#run();
  }

  saveSnapshot(snapshot: Snapshot): void {
    this.#save(this.#snapshotKey(), { value: snapshot, ttl: SNAPSHOT_TTL });
  }

  saveStatus(market: string, status: ApiStatus): void {
    const { statusTtl = () => STATUS_TTL } = this.#options;
    const ttl = statusTtl(market);
    this.#owner.keepFor(ttl);
    this.#save(`${STATUS}${market}`, { value: status, ttl });
  }

  async loadSnapshot(): Promise<Snapshot | null> {
    const { signal } = this.#closing;
    const backoff = this.#backoff();
    while (!signal.aborted) {
      try {
        return await this.#readSnapshot();
      } catch (error) {
        this.#failed(redisTrouble(error));
        await waitFor(backoff.next(), signal);
      }
    }
    return null;
  }

  async #readSnapshot(): Promise<Snapshot | null> {
    const connection = await this.#connect();
    const key = this.#snapshotKey();
    const json = await connection.run((client) => client.get(key)).finally(connection.close);
    const snapshot = json === null ? null : readSnapshot(json);
    if (json !== null && snapshot === null) this.#failed(troubles.notASnapshot);
    return snapshot;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#wake.resolve();
    await this.#ended;
  }

  #connect(onLost?: () => void): Promise<RedisConnection> {
    const { url, ca } = this.#options;
    return connectRedis(url, { limit: this.#timing.limit, ca, onLost });
  }

  #snapshotKey(): string {
    return `marketpulse:snapshot:${this.#options.shop()}`;
  }

  #save(key: string, { value, ttl }: { value: unknown; ttl: number }): void {
    this.#latest.set(key, { value, until: this.#options.clock.now() + ttl * 1_000 });
    this.#unwritten.add(key);
    this.#wake.resolve();
  }

  #backoff(): Backoff {
    const { retry } = this.#timing;
    return new Backoff({ minimum: retry / 8, maximum: retry });
  }

  async #run(): Promise<void> {
    const { retry } = this.#timing;
    const { signal } = this.#closing;
    const backoff = this.#backoff();
    while (!signal.aborted) {
      try {
        const connection = await this.#connect(() => this.#wake.resolve());
        try {
          await this.#serve(connection, () => backoff.reset());
        } finally {
          connection.close();
        }
      } catch (error) {
        this.#failed(redisTrouble(error));
        await waitFor(waitsForPerson(error) ? 5 * retry : backoff.next(), signal);
      }
    }
  }

  /** Writes until the bus is closed; rejects when the connection fails. */
  async #serve(connection: RedisConnection, onSuccess: () => void): Promise<void> {
    for (const key of this.#latest.keys()) this.#unwritten.add(key);
    do {
      this.#wake = Promise.withResolvers();
      if (await this.#writeAll(connection) === 0) await connection.run((client) => client.ping());
      this.#delivered();
      onSuccess();
      if (this.#unwritten.size === 0 && !this.#closing.signal.aborted) await this.#rest();
    } while (!this.#closing.signal.aborted || this.#unwritten.size > 0);
  }

  /** @returns how many values were written */
  async #writeAll(connection: RedisConnection): Promise<number> {
    let written = 0;
    for (const key of [...this.#unwritten]) {
      const { value, until } = this.#latest.get(key)!;
      const seconds = Math.ceil((until - this.#options.clock.now()) / 1_000);
      this.#unwritten.delete(key);
      if (seconds <= 0) {
        this.#latest.delete(key);
        continue;
      }
      if (key.startsWith(STATUS) && await this.#owner.claim(connection)) this.#options.onShared();
      await connection.run((client) => client.set(key, JSON.stringify(value), { EX: seconds }));
      written += 1;
    }
    return written;
  }

  /** Until there is something to write, the connection is lost, or it is time for a sign of life. */
  async #rest(): Promise<void> {
    const resting = new AbortController();
    await Promise.race([this.#wake.promise, waitFor(this.#timing.idle, resting.signal)]);
    resting.abort();
  }

  #delivered(): void {
    this.#trouble = null;
    this.#options.onState({ kind: "delivered", source: "redis", at: this.#options.isoNow(), data: null });
  }

  #failed(trouble: RedisTrouble): void {
    if (this.#trouble === trouble) return;
    this.#trouble = trouble;
    this.#options.onState({ kind: "failed", source: "redis", at: this.#options.isoNow(), ...trouble });
  }
}
