import { fill } from "../shared/i18n/fill.ts";
import { isSignedOut, type Link } from "../shared/link.ts";
import type { View } from "./view.ts";

interface Joined extends Pick<Link, "phase" | "way" | "closeCode"> {
  /** Milliseconds between two readings of the shop's database. */
  readonly interval: number;
}

/** How the connection is in words that stay true while time passes. */
export function linkWord({ phase, way, closeCode, interval }: Joined, { texts }: View): string {
  switch (phase) {
    case "live":
      return liveWord({ way, interval }, texts);
    case "waiting":
      return texts.titleSilent;
    case "stopped":
      return isSignedOut({ phase, closeCode }) ? texts.signedOut : texts.linkStopped;
    case "page":
    case "connecting":
      return texts.linkConnecting;
  }
}

function liveWord({ way, interval }: Pick<Joined, "way" | "interval">, texts: View["texts"]): string {
  switch (way) {
    case "socket":
      return texts.linkLive;
    case "stream":
      return texts.linkLiveStream;
    case "fetch":
      return fill(texts.linkLiveFetch, { seconds: Math.round(interval / 1000) });
  }
}
