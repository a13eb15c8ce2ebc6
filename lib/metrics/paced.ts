import type { Update, Wakeup } from "../collectors/update.ts";
import type { Pace } from "./pace.ts";
import { PACE_TEXTS } from "./texts.ts";

/** The updates of a tick with when the next one is due, and for the database why that is later than asked for. */
export function paced(
  updates: readonly Update[],
  { pace, wakeup }: { pace: Pace; wakeup: Wakeup },
): Update[] {
  const { interval, slowness } = pace;
  const note = slowness ? PACE_TEXTS.slow({ ...slowness, interval }) : undefined;
  return updates.map((update) => {
    if (update.source !== "database") return { ...update, interval };
    return { ...update, interval, wakeup, ...(update.kind === "delivered" && note && { note }) };
  });
}
