import { unreachable } from "../shared/unreachable.ts";
import type { Snapshot, Source, SourceName } from "../shared/snapshot.ts";
import type { HubUpdate } from "./hub_update.ts";

/** The snapshot with one update merged in. Nothing is changed in place, and what is not touched keeps its identity. */
export function applyUpdate(snapshot: Snapshot, update: HubUpdate): Snapshot {
  const before = snapshot.sources[update.source];
  const interval = update.interval ?? before.interval;
  const source: Source = update.kind === "delivered"
    ? {
      state: "ok",
      at: update.at,
      reason: update.note?.reason ?? null,
      remedy: update.note?.remedy ?? null,
      interval,
    }
    : {
      state: update.off ? "unknown" : "down",
      at: before.at,
      reason: update.reason,
      remedy: update.remedy,
      interval,
    };
  const sources = { ...snapshot.sources, [update.source]: source };
  return { ...snapshot, ...figuresOf(snapshot, update), sources };
}

function figuresOf(snapshot: Snapshot, update: HubUpdate): Partial<Snapshot> {
  if (update.kind === "failed") return update.off ? nothingOf(snapshot, update.source) : {};
  switch (update.source) {
    case "sales":
      return { sales: update.data };
    case "orders":
      return { orders: update.data };
    case "inventory":
      return { inventory: update.data };
    case "system":
    case "jobs":
      return { system: { ...snapshot.system, ...update.data } };
    case "checks":
      return { api_status: { ...snapshot.api_status, ...update.data } };
    case "database":
    case "redis":
      return {};
    default:
      return unreachable(update);
  }
}

/** What is switched off has no figures, not even old ones. */
function nothingOf({ system }: Snapshot, source: SourceName): Partial<Snapshot> {
  const { scheduled_jobs } = system;
  switch (source) {
    case "sales":
    case "orders":
    case "inventory":
      return { [source]: null };
    case "system":
      return { system: { ...NO_SYSTEM, scheduled_jobs } };
    case "jobs":
      return { system: { ...system, scheduled_jobs: null } };
    default:
      return {};
  }
}

const NO_SYSTEM = { error_rate: null, error_ratio: null, warning_count: null, api_metrics: null };
