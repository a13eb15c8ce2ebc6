import type { Config } from "../config/config.ts";
import { sameJson } from "../shared/merge_patch.ts";

/** What of `server` a running process can take over. */
const LIMITS = ["max_clients", "max_clients_per_address", "allowed_hosts", "allowed_origins"] as const;

/** What is fixed for the life of a process: what it listens on, and what holds its state. */
const FIXED = ["server", "redis", "state", "log", "demo"] as const satisfies (keyof Config)[];

export interface Reloaded {
  /** The configuration to go on with. */
  readonly applied: Config;
  /** Changed sections that take effect at the next start only. */
  readonly waiting: string[];
}

/** What of a new configuration a running process can take over. */
export function reloaded(current: Config, next: Config): Reloaded {
  const { redis, state, log, demo } = current;
  const limits = Object.fromEntries(LIMITS.map((key) => [key, next.server[key]]));
  const server = { ...current.server, ...limits };
  // Whether it is a demo hangs on the database, so that waits with it.
  const database = current.demo === next.demo ? next.database : current.database;
  return {
    applied: { ...next, server, redis, state, log, demo, database },
    waiting: FIXED.filter((section) =>
      !sameJson(section === "server" ? server : current[section], next[section])
    ),
  };
}
