import { type Said, sayUnreadable } from "./said.ts";
import type { Answer } from "./seen.ts";

/** Reads `code` (text or number, markets use both) and `message` of a JSON object. */
export function readJson({ body, whole }: Answer): Said {
  const text = new TextDecoder().decode(body);
  const value = whole ? parseObject(text) : undefined;
  if (!value) return sayUnreadable(text, whole);
  return { format: "json", root: "", code: wordOf(value.code), message: wordOf(value.message) };
}

/** The object that `text` is the JSON of, or undefined. */
export function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value as Record<string, unknown> : undefined;
  } catch {
    return undefined;
  }
}

function wordOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
