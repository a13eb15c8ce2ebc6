import type { Snapshot, Source, SourceName } from "../shared/snapshot.ts";

/** Whether the process does its job, for load balancers and people. */
export interface Readiness {
  readonly ready: boolean;
  /** The configured sources that did not deliver within three of their intervals. */
  readonly sick: Partial<Record<SourceName, Source>>;
}

export function readinessOf(snapshot: Snapshot, configured: readonly SourceName[]): Readiness {
  const sick = configured.filter((name) => snapshot.sources[name].state !== "ok")
    .map((name) => [name, snapshot.sources[name]] as const);
  return { ready: sick.length === 0, sick: Object.fromEntries(sick) };
}
