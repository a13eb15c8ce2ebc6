import { isSignedOut, type Link } from "../shared/link.ts";
import type { Snapshot, SourceName } from "../shared/snapshot.ts";
import type { Text } from "../shared/text.ts";
import type { View } from "./view.ts";

/**
 * Whether figures may be taken for the present. `at` is ms since 1970, null where nobody knows; reason and remedy are
 * empty where the top of the page gives them already.
 */
export type Freshness =
  | { readonly kind: "fresh"; readonly at: number | null }
  | { readonly kind: "stale"; readonly at: number | null; readonly reason: string; readonly remedy: string }
  | { readonly kind: "unknown"; readonly reason: string; readonly remedy: string };

export interface Origin {
  readonly sources: Snapshot["sources"];
  readonly name: SourceName;
  /** Whether there are any figures, however old. */
  readonly known: boolean;
  readonly link: Link;
}

/** Figures are fresh while their source is ok and the server is heard. */
export function freshness({ sources, name, known, link }: Origin, { language, texts }: View): Freshness {
  const source = sources[name];
  const { database } = sources;
  const said = database.state === "down" && source.reason?.ko === database.reason?.ko;
  const say = (text: Text | null | undefined) => said ? "" : text?.[language] ?? "";
  const at = source.at ? Date.parse(source.at) : null;
  const because = { reason: say(source.reason), remedy: say(source.remedy) };
  if (!known) {
    // The top of the page says that nothing is shown any more.
    if (isSignedOut(link)) return { kind: "unknown", reason: "", remedy: "" };
    const waiting = !source.reason;
    return { kind: "unknown", ...because, reason: waiting ? texts.unknownReason : because.reason };
  }
  if (source.state !== "ok") return { kind: "stale", at, ...because };
  if (link.silent) return { kind: "stale", at, reason: "", remedy: "" };
  return { kind: "fresh", at };
}
