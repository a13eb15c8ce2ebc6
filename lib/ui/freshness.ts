import type { Link } from "../shared/link.ts";
import type { Source } from "../shared/snapshot.ts";
import type { Text } from "../shared/text.ts";
import type { View } from "./view.ts";

/** Whether figures may be taken for the present. `at` is ms since 1970, null where nobody knows. */
export type Freshness =
  | { readonly kind: "fresh"; readonly at: number | null }
  | { readonly kind: "stale"; readonly at: number | null; readonly reason: string; readonly remedy: string }
  | { readonly kind: "unknown"; readonly reason: string; readonly remedy: string };

export interface Origin {
  readonly source: Source;
  /** Whether there are any figures, however old. */
  readonly known: boolean;
  readonly link: Link;
}

/** Figures are fresh while their source is ok and the server is heard. */
export function freshness({ source, known, link }: Origin, { language, texts }: View): Freshness {
  const say = (text: Text | null | undefined) => text?.[language] ?? "";
  const at = source.at ? Date.parse(source.at) : null;
  const remedy = say(source.remedy);
  if (!known) return { kind: "unknown", reason: say(source.reason) || texts.unknownReason, remedy };
  if (source.state !== "ok") return { kind: "stale", at, reason: say(source.reason), remedy };
  if (link.silent) return { kind: "stale", at, reason: texts.silentReason, remedy: "" };
  return { kind: "fresh", at };
}
