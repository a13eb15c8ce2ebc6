import type { Bus } from "../bus/bus.ts";
import { openMemoryBus } from "../bus/bus_memory.ts";
import { openRedisBus } from "../bus/bus_redis.ts";
import type { Update } from "../collectors/update.ts";
import type { Config } from "../config/config.ts";
import type { Clock } from "../shared/clock.ts";
import { appTexts } from "./texts.ts";

export interface OpenBusOptions {
  readonly clock: Clock;
  /** Now, as ISO 8601 with offset. */
  readonly isoNow: () => string;
  readonly onUpdate: (update: Update) => void;
}

/** The bus that the configuration names. The demo's figures have no place in a seller's Redis. */
export function openBus({ redis, demo }: Config, { clock, isoNow, onUpdate }: OpenBusOptions): Bus {
  if (redis.url && !demo) return openRedisBus({ url: redis.url, clock, onState: onUpdate });
  const reason = appTexts.noRedis;
  onUpdate({ kind: "failed", source: "redis", at: isoNow(), reason, remedy: null, off: true });
  return openMemoryBus();
}
