import type { Bus } from "../bus/bus.ts";
import { openMemoryBus } from "../bus/bus_memory.ts";
import { openRedisBus } from "../bus/bus_redis.ts";
import type { Update } from "../collectors/update.ts";
import type { Config } from "../config/config.ts";
import type { Clock } from "../shared/clock.ts";
import type { Log } from "./log.ts";
import { shopIdentity } from "./shop_identity.ts";
import { appTexts } from "./texts.ts";

export interface OpenBusOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Now, as ISO 8601 with offset. */
  readonly isoNow: () => string;
  readonly onUpdate: (update: Update) => void;
}

/** The bus that the configuration in force names. The demo's figures have no place in a seller's Redis. */
export function openBus(config: () => Config, { clock, log, isoNow, onUpdate }: OpenBusOptions): Bus {
  const { redis, demo } = config();
  if (redis.url && !demo) {
    const shop = () => shopIdentity(config());
    const statusTtl = (name: string) => secondsKept(name, config());
    const told = { onState: onUpdate, onShared: once(log) };
    return openRedisBus({ ...redis, shop, statusTtl, clock, isoNow, ...told });
  }
  const reason = appTexts.noRedis;
  onUpdate({ kind: "failed", source: "redis", at: isoNow(), reason, remedy: null, off: true });
  return openMemoryBus();
}

/** As long as the old checker kept a status, or, where checks come more seldom than that, until three were left out. */
export function secondsKept(name: string, { checks, interval }: Config): number {
  const own = checks.find((check) => check.name === name);
  return Math.max(300, Math.ceil((3 * (own?.interval ?? interval.checks)) / 1_000));
}

function once(log: Log): () => void {
  let said = false;
  return () => {
    if (said) return;
    said = true;
    log.warn("Another MarketPulse with another shop writes api_status:<market> in this Redis, and so do we", {
      remedy: "Give each shop its own database number in REDIS_URL, such as redis://host:6379/1",
    });
  };
}
