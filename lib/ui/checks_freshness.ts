import type { Link } from "../shared/link.ts";
import type { Snapshot } from "../shared/snapshot.ts";
import { type Freshness, freshness } from "./freshness.ts";
import type { View } from "./view.ts";

/**
 * How current the markets' states are. Their age is that of the latest check: beats confirm the source every few
 * seconds, although it measures once a minute.
 */
export function checksFreshness({ api_status, sources }: Snapshot, link: Link, view: View): Freshness {
  const checked = Object.values(api_status).map(({ last_check }) => Date.parse(last_check));
  const state = freshness({ sources, name: "checks", known: checked.length > 0, link }, view);
  return state.kind === "unknown" ? state : { ...state, at: Math.max(...checked) };
}
