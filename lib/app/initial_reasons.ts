import type { Config } from "../config/config.ts";
import type { Snapshot, SourceName } from "../shared/snapshot.ts";
import type { Text } from "../shared/text.ts";
import { appTexts } from "./texts.ts";

/** A snapshot in which nothing is known yet, with the reason why. */
export function initialReasons(snapshot: Snapshot, { demo }: Config): Snapshot {
  const waiting = demo ? appTexts.preparing : appTexts.connecting;
  const reasons: Record<SourceName, Text | null> = {
    database: waiting,
    sales: waiting,
    orders: waiting,
    inventory: waiting,
    system: waiting,
    jobs: waiting,
    checks: appTexts.firstCheck,
    redis: null,
  };
  const sources = { ...snapshot.sources };
  for (const name of Object.keys(sources) as SourceName[]) {
    sources[name] = { ...sources[name], reason: reasons[name] };
  }
  return { ...snapshot, sources };
}
