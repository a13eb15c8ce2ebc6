/** What time does to a snapshot: sources grow stale, and figures of a day that has ended are no longer today's. */
import {
  type ApiStatus,
  type Snapshot,
  type Source,
  SOURCE_NAMES,
  type SourceName,
} from "../shared/snapshot.ts";
import { markStaleCustom, withLastCustom } from "./custom_figures.ts";
import { unreachable } from "../shared/unreachable.ts";
import { STALE_AFTER_INTERVALS } from "./stale_after.ts";
import { liveTexts } from "./texts.ts";

/** Milliseconds between two deliveries of each source; a source that is missing here tells of its state itself. */
export type SourceIntervals = Partial<Record<SourceName, number>>;

/** The snapshot with the intervals in which its sources are to deliver from now on. */
export function withIntervals(snapshot: Snapshot, intervals: SourceIntervals): Snapshot {
  const sources = Object.entries(snapshot.sources).map(([name, source]) =>
    [name, { ...source, interval: intervals[name as SourceName] ?? null }] as const
  );
  return { ...snapshot, sources: Object.fromEntries(sources) as Snapshot["sources"] };
}

export interface TimeSettings {
  /** The business day (`YYYY-MM-DD`) of a moment (ms since 1970). */
  readonly businessDay: (now: number) => string;
  /** Codes of the markets that are checked. */
  readonly markets: readonly string[];
}

/** The snapshot as it is to be seen now: nothing of another day or of a market that is not checked, silence marked. */
export function withTime(snapshot: Snapshot, now: number, settings: TimeSettings): Snapshot {
  const { businessDay, markets } = settings;
  const current = dropEndedDay(onlyMarkets(snapshot, markets), now, businessDay);
  return markStaleCustom(markStaleMarkets(markStale(current, now), now), now);
}

function onlyMarkets(snapshot: Snapshot, markets: readonly string[]): Snapshot {
  const kept = Object.entries(snapshot.api_status).filter(([code]) => markets.includes(code));
  if (kept.length === Object.keys(snapshot.api_status).length) return snapshot;
  return { ...snapshot, api_status: Object.fromEntries(kept) };
}

/** The snapshot with every source that has been silent for too long marked stale. */
export function markStale(snapshot: Snapshot, now: number): Snapshot {
  const stale: Partial<Record<SourceName, Source>> = {};
  for (const [name, source] of Object.entries(snapshot.sources) as [SourceName, Source][]) {
    const { interval } = source;
    if (source.state !== "ok" || source.at === null || interval === null) continue;
    const age = now - Date.parse(source.at);
    if (age <= STALE_AFTER_INTERVALS * interval) continue;
    stale[name] = { ...source, state: "stale", reason: liveTexts.silent(interval), remedy: null };
  }
  return Object.keys(stale).length > 0
    ? { ...snapshot, sources: { ...snapshot.sources, ...stale } }
    : snapshot;
}

/**
 * The snapshot with every market marked whose own check may no longer be taken for the present, whatever the others do.
 * How available it is now is then unknown.
 */
export function markStaleMarkets(snapshot: Snapshot, now: number): Snapshot {
  const { interval } = snapshot.sources.checks;
  const isOver = ({ stale, last_check, fresh_for }: ApiStatus): boolean => {
    if (stale) return false;
    const limit = fresh_for ?? (interval === null ? null : STALE_AFTER_INTERVALS * interval);
    return limit !== null && now - Date.parse(last_check) > limit;
  };
  const statuses = Object.entries(snapshot.api_status);
  if (!statuses.some(([, status]) => isOver(status))) return snapshot;
  const marked = statuses.map(([code, status]) => {
    if (!isOver(status)) return [code, status] as const;
    const availability = { ...status.availability, day: null, month: null };
    return [code, { ...status, stale: true, availability }] as const;
  });
  return { ...snapshot, api_status: Object.fromEntries(marked) };
}

/**
 * The snapshot without figures of another business day than today: they are unknown, neither zero nor yesterday's, until
 * the new day's have been read. Orders name no day; theirs is that on which they were read.
 */
export function dropEndedDay(snapshot: Snapshot, now: number, dayOf: (now: number) => string): Snapshot {
  const today = dayOf(now);
  const { sales, orders } = snapshot.sources;
  const salesEnded = snapshot.sales !== null && snapshot.sales.business_day !== today;
  const ordersEnded = snapshot.orders !== null &&
    (orders.at === null || dayOf(Date.parse(orders.at)) !== today);
  if (!salesEnded && !ordersEnded) return snapshot;
  return {
    ...snapshot,
    sales: salesEnded ? null : snapshot.sales,
    orders: ordersEnded ? null : snapshot.orders,
    sources: {
      ...snapshot.sources,
      sales: salesEnded ? waitingForDay(sales) : sales,
      orders: ordersEnded ? waitingForDay(orders) : orders,
    },
  };
}

function waitingForDay(source: Source): Source {
  return source.state === "ok" ? { ...source, state: "stale", reason: liveTexts.newDay } : source;
}

/**
 * The snapshot with what the last process knew, wherever this one knows nothing yet: figures of sources that are not in
 * `heard`, each as old as it was and marked as such. The last snapshot of another mode (demo or live) is of another shop
 * and not used.
 *
 * @param heard sources that have delivered since, or that are switched off
 */
export function withLast(
  current: Snapshot,
  { last, heard }: { last: Snapshot; heard: ReadonlySet<SourceName> },
): Snapshot {
  if (last.mode !== current.mode) return current;
  const old = SOURCE_NAMES.filter((name) => !heard.has(name) && (last.sources[name]?.at ?? null) !== null);
  return old.reduce<Snapshot>((snapshot, name) => {
    const source = snapshot.sources[name];
    const { at } = last.sources[name];
    // A source that failed in the meantime has a reason of its own.
    const restored: Source = source.state === "down"
      ? { ...source, at }
      : { ...source, state: "stale", at, reason: liveTexts.restarted, remedy: null };
    return {
      ...snapshot,
      ...lastFigures(snapshot, last, name),
      sources: { ...snapshot.sources, [name]: restored },
    };
  }, withLastCustom(current, last));
}

function lastFigures({ system, api_status }: Snapshot, last: Snapshot, name: SourceName): Partial<Snapshot> {
  switch (name) {
    case "sales":
    case "orders":
    case "inventory":
      return { [name]: last[name] };
    case "system":
      return { system: { ...last.system, scheduled_jobs: system.scheduled_jobs } };
    case "jobs":
      return { system: { ...system, scheduled_jobs: last.system.scheduled_jobs } };
    case "checks":
      return { api_status: { ...last.api_status, ...api_status } };
    case "database":
    case "redis":
      return {};
    default:
      return unreachable(name);
  }
}
