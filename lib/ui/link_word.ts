import { fill } from "../shared/i18n/fill.ts";
import type { Link, Way } from "../shared/link.ts";
import type { View } from "./view.ts";

/** How the connection is in words that stay true while time passes. */
export function linkWord({ phase, way }: Pick<Link, "phase" | "way">, view: View): string {
  const { texts } = view;
  switch (phase) {
    case "live":
      return liveWord(way, view);
    case "waiting":
      return texts.titleSilent;
    case "stopped":
      return texts.linkStopped;
    case "page":
    case "connecting":
      return texts.linkConnecting;
  }
}

function liveWord(way: Way, { texts, interval }: View): string {
  switch (way) {
    case "socket":
      return texts.linkLive;
    case "stream":
      return texts.linkLiveStream;
    case "fetch":
      return fill(texts.linkLiveFetch, { seconds: Math.round(interval / 1000) });
  }
}
