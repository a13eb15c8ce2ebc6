import type { LiveTexts } from "../shared/i18n/catalogue.ts";
import type { Link } from "../shared/link.ts";

/** A phase of the connection in words that stay true while time passes. */
export function linkWord(phase: Link["phase"], texts: LiveTexts): string {
  switch (phase) {
    case "live":
      return texts.linkLive;
    case "waiting":
      return texts.titleSilent;
    case "stopped":
      return texts.linkStopped;
    case "page":
    case "connecting":
      return texts.linkConnecting;
  }
}
