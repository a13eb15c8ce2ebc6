import type { Link } from "../shared/link.ts";
import type { Snapshot } from "../shared/snapshot.ts";
import { type Freshness, freshness } from "./freshness.ts";
import type { View } from "./view.ts";

/**
 * How current the markets' states are. Their age is that of the latest check: beats confirm the source every few
 * seconds, although it measures once a minute.
 */
export function checksFreshness({ api_status, sources }: Snapshot, link: Link, view: View): Freshness {
  const checks = Object.values(api_status).map(({ last_check }) => last_check);
  const latest = checks.toSorted((a, b) => Date.parse(b) - Date.parse(a))[0];
  const source = { ...sources.checks, at: latest ?? sources.checks.at };
  return freshness({ source, known: checks.length > 0, link }, view);
}
