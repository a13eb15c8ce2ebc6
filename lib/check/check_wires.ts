import type { Config } from "../config/config.ts";
import { type Finding, finding } from "./finding.ts";
import { wireTexts } from "./wire_texts.ts";
import { isNear, wireOf } from "./wire.ts";

/** What goes to servers far away, passwords and customers' addresses among it, and can be read or forged on its way. */
export function checkWires(
  { database, redis, state, demo }: Pick<Config, "database" | "redis" | "state" | "demo">,
): Finding[] {
  const urls = { "database.url": demo ? "" : database.url, "redis.url": redis.url, "state.url": state.url };
  return Object.entries(urls).flatMap(([key, url]) => {
    const wire = wireOf(url);
    if (!wire || wire.protection === "verified" || isNear(wire.host)) return [];
    const message = wireTexts[wire.protection](key, wire.host);
    const remedy = key === "redis.url" ? wireTexts.redis : wireTexts.postgres(key);
    return [finding("config", { name: `${key}.tls`, grade: "warning", message, remedy })];
  });
}
