import type { Link } from "../shared/link.ts";
import type { ApiStatus, Snapshot } from "../shared/snapshot.ts";
import { checksFreshness } from "./checks_freshness.ts";
import type { Freshness } from "./freshness.ts";
import type { View } from "./view.ts";

/** The state of a market; undefined until it was checked. */
export function statusOf({ api_status }: Snapshot, code: string): ApiStatus | undefined {
  return Object.hasOwn(api_status, code) ? api_status[code] : undefined;
}

/** Whether what is shown of one market may be taken for the present, and when it was checked. */
export function marketFreshness(code: string, { snapshot, link, view }: {
  snapshot: Snapshot;
  link: Link;
  view: View;
}): Freshness {
  const status = statusOf(snapshot, code);
  const state = checksFreshness({ ...snapshot, api_status: status ? { [code]: status } : {} }, link, view);
  if (!status?.stale || state.kind !== "fresh") return state;
  return { kind: "stale", at: state.at, reason: view.texts.marketSilent, remedy: "" };
}
