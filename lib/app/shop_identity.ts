import { createHash } from "node:crypto";
import type { Config } from "../config/config.ts";
import { targetOf } from "../shared/postgres_target.ts";
import { sameJson } from "../shared/merge_patch.ts";
import { emptySnapshot, type Snapshot } from "../shared/snapshot.ts";
import { initialReasons } from "./initial_reasons.ts";

/**
 * A word that stands for the shop whose figures a configuration shows, so that what was remembered of one shop is never
 * shown as another's. It holds no secret: when a password changes, the shop stays the same.
 */
export function shopIdentity(config: Config): string {
  const shop = [figuresOf(config), marketsOf(config)];
  return createHash("sha256").update(JSON.stringify(shop)).digest("hex").slice(0, 16);
}

/** The snapshot without what another configuration's shop and markets had to tell. */
export function withoutForeign(
  snapshot: Snapshot,
  { before, after }: { before: Config; after: Config },
): Snapshot {
  const [old, asked] = [marketsOf(before), marketsOf(after)];
  const same = Object.entries(snapshot.api_status).filter(([code]) => sameJson(old[code], asked[code]));
  const kept = { ...snapshot, api_status: Object.fromEntries(same) };
  if (sameJson(figuresOf(before), figuresOf(after))) return kept;
  const { mode, epoch, timestamp, sources: { checks, redis } } = kept;
  const empty = initialReasons(emptySnapshot(mode, epoch, timestamp), after);
  const { sales, orders, inventory, system, custom } = empty;
  const sources = { ...empty.sources, checks, redis };
  return { ...kept, sales, orders, inventory, system, custom, sources };
}

/** Where the figures are read, by which mapping, and counted by which rules. */
function figuresOf({ database: { url }, schema, business }: Config): unknown {
  // Two shops may be two schemas of one database, told apart by `?options=-c search_path=…`.
  const searchPath = new URLSearchParams(url.split("?")[1]).get("options");
  return { target: targetOf(url) ?? null, searchPath, schema, business };
}

/** Which markets are asked where, and what the seller's own checks look at. */
function marketsOf({ markets, checks }: Config): Record<string, unknown> {
  const asked = Object.entries(markets).map(([code, { enabled, base_url }]) => [code, { enabled, base_url }]);
  const own = checks.map(({ name, type, target }) => [name, { type, target }]);
  return Object.fromEntries([...asked, ...own]);
}
