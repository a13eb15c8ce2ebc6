import { XMLParser, XMLValidator } from "fast-xml-parser";
import { bodyText } from "./body_text.ts";
import { type Said, sayUnreadable } from "./said.ts";
import type { Answer } from "./seen.ts";

const CODES = ["result_code", "resultCode"];
const MESSAGES = ["result_text", "resultMessage", "result_message", "message"];

/**
 * Reads root, result code and message of 11st's XML: sent as EUC-KR, elements in changing namespaces, results under
 * changing names (11st OpenAPI guide; observed 2026-09).
 */
export function readXml({ body, headers, whole }: Answer): Said {
  const text = bodyText(body, headers.get("content-type") ?? "");
  const tree = whole ? parse(text) : undefined;
  const [root, content] = Object.entries(tree ?? {}).find(([name]) => !name.startsWith("?")) ?? [];
  if (root === undefined || root.toLowerCase() === "html") return sayUnreadable(text, whole);
  return { format: "xml", root, code: firstOf(content, CODES), message: firstOf(content, MESSAGES) };
}

function parse(text: string): Record<string, unknown> | undefined {
  if (XMLValidator.validate(text) !== true) return undefined;
  try {
    const parser = new XMLParser({ removeNSPrefix: true, parseTagValue: false, processEntities: false });
    return parser.parse(text);
  } catch {
    return undefined;
  }
}

function firstOf(content: unknown, names: readonly string[]): string {
  if (typeof content !== "object" || content === null) return "";
  const found = names.map((name) => (content as Record<string, unknown>)[name]);
  return found.find((value) => typeof value === "string") as string | undefined ?? "";
}
