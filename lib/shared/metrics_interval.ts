import type { Snapshot } from "./snapshot.ts";

/** What the configuration has when nothing is written in it. */
const USUAL = 5_000;

/** Milliseconds between two readings of the shop's database, as it is now. */
export function metricsInterval({ sources }: Pick<Snapshot, "sources">): number {
  return sources.database.interval ?? USUAL;
}
