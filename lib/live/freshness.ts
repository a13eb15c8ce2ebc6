/** What time does to a snapshot: sources grow stale, and figures of a day that has ended are no longer today's. */
import type { Snapshot, Source, SourceName } from "../shared/snapshot.ts";
import { liveTexts } from "./texts.ts";

/** A source is stale after this many of its own intervals. */
export const STALE_AFTER_INTERVALS = 3;

/** Milliseconds between two deliveries of each source; a source that is missing here tells of its state itself. */
export type SourceIntervals = Partial<Record<SourceName, number>>;

/** The snapshot with every source that has been silent for too long marked stale. */
export function markStale(snapshot: Snapshot, now: number, intervals: SourceIntervals): Snapshot {
  const stale: Partial<Record<SourceName, Source>> = {};
  for (const [name, interval] of Object.entries(intervals) as [SourceName, number][]) {
    const source = snapshot.sources[name];
    if (source.state !== "ok" || source.at === null) continue;
    const age = now - Date.parse(source.at);
    if (age <= STALE_AFTER_INTERVALS * interval) continue;
    stale[name] = { ...source, state: "stale", reason: liveTexts.silent(interval) };
  }
  return Object.keys(stale).length > 0
    ? { ...snapshot, sources: { ...snapshot.sources, ...stale } }
    : snapshot;
}

/**
 * The snapshot without figures of another business day than `today` (`YYYY-MM-DD`): they are unknown, neither zero nor
 * yesterday's, until the new day's have been read.
 */
export function dropEndedDay(snapshot: Snapshot, today: string): Snapshot {
  if (snapshot.sales === null || snapshot.sales.business_day === today) return snapshot;
  const waiting = (source: Source): Source =>
    source.state === "ok" ? { ...source, state: "stale", reason: liveTexts.newDay } : source;
  const { sales, orders } = snapshot.sources;
  return {
    ...snapshot,
    sales: null,
    orders: null,
    sources: { ...snapshot.sources, sales: waiting(sales), orders: waiting(orders) },
  };
}

/**
 * What a new process starts with: the figures of the last one, each source as old as it was and marked as such.
 * The last snapshot of another mode (demo or live) is of another shop and not used.
 */
export function afterRestart(fresh: Snapshot, last: Snapshot | null): Snapshot {
  if (last === null || last.mode !== fresh.mode) return fresh;
  const sources = { ...fresh.sources };
  for (const [name, source] of Object.entries(last.sources) as [SourceName, Source][]) {
    if (source.at === null || !(name in sources)) continue;
    sources[name] = { state: "stale", at: source.at, reason: liveTexts.restarted, remedy: null };
  }
  const { sales, orders, inventory, system, api_status, custom } = last;
  return { ...fresh, sales, orders, inventory, system, api_status, custom, sources };
}
