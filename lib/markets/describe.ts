import type { Said } from "./said.ts";
import type { Answer, Seen } from "./seen.ts";

/** An answer's message is quoted up to here. */
const QUOTE = 160;

/** What was seen in the market's own words, one line; for the table and the log. */
export function describe(seen: Seen, said: Said): string {
  if (seen.kind === "failed") return seen.detail;
  if (seen.kind !== "answer") return seen.kind;
  const body = said.format === "json" || said.format === "xml" ? "" : bodyOf(seen, said);
  const words = [`HTTP ${seen.status}`, said.code, said.message, body].filter((word) => word !== "");
  return words.join(" ").replaceAll(/\s+/g, " ").slice(0, QUOTE);
}

function bodyOf({ body }: Answer, { format }: Said): string {
  if (format === "html") return "(HTML page)";
  if (format === "cut") return "(too long)";
  return body.length === 0 ? "(empty)" : "(unreadable)";
}
