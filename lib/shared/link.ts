import { CLOSE } from "./close_codes.ts";

/** By what the figures come to a page: the WebSocket, Server-Sent Events, or asking for the snapshot each interval. */
export type Way = "socket" | "stream" | "fetch";

/** Why a server lets a client in later than it wants. */
export const REFUSALS = ["full", "full_for_address", "busy", "draining"] as const;
export type Refusal = (typeof REFUSALS)[number];

/** How a page is joined to its server. */
export interface Link {
  /** `page`: drawn by the server, no script runs yet (or ever will); `stopped`: the server said not to come back. */
  readonly phase: "page" | "connecting" | "live" | "waiting" | "stopped";
  readonly way: Way;
  /** Server time, ms since 1970, of the next attempt; only while `waiting`. */
  readonly retryAt: number | null;
  /** Why the last WebSocket was closed, a number of `close_codes.ts`; null before the first close. */
  readonly closeCode: number | null;
  /** Why the server did not let the page in at its last attempt; only while `waiting`, null where it said nothing. */
  readonly refusal: Refusal | null;
  /** Nothing was heard for three intervals: whatever the page shows is as old as that. */
  readonly silent: boolean;
}

/** The link of a page as the server draws it. */
export const PAGE_LINK: Link = {
  phase: "page",
  way: "socket",
  retryAt: null,
  closeCode: null,
  refusal: null,
  silent: false,
};

/** Whether the rights with which the page came to its server have ended: nothing is shown any more. */
export function isSignedOut({ phase, closeCode }: Pick<Link, "phase" | "closeCode">): boolean {
  return phase === "stopped" && closeCode === CLOSE.signedOut.code;
}
