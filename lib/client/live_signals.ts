import type { Signal } from "@preact/signals";
import type { Link } from "../shared/link.ts";
import type { Snapshot } from "../shared/snapshot.ts";

/** What all islands of a page share: one island writes, all read. */
export interface LiveSignals {
  readonly snapshot: Signal<Snapshot>;
  /** The server's time in ms since 1970, once a second. */
  readonly now: Signal<number>;
  readonly link: Signal<Link>;
}
