import type { Snapshot } from "./snapshot.ts";
import type { RouteComponent } from "./types.ts";

/** Where a context keeps what is not for apps. */
export const INTERNALS: unique symbol = Symbol("fresh.internals");

export interface Internals<State> {
  readonly snapshot: Snapshot;
  app: RouteComponent<State> | null;
  /** Outermost first. */
  layouts: RouteComponent<State>[];
  /** Set once a page was rendered. */
  nonce?: string;
  /** The Content-Security-Policy of a page with this nonce, from when a middleware has set one. */
  policy?: (nonce: string | undefined) => string;
  /** The response that must be returned, whatever happens after the upgrade. */
  upgraded?: Response;
}
