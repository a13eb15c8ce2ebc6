import { XMLParser, XMLValidator } from "fast-xml-parser";
import { type Said, sayUnreadable } from "./said.ts";
import type { Answer } from "./seen.ts";

const CODES = ["result_code", "resultCode"];
const MESSAGES = ["result_text", "resultMessage", "result_message", "message"];

/**
 * Reads root, result code and message of 11st's XML: sent as EUC-KR, elements in changing namespaces, results under
 * changing names (11st OpenAPI guide; observed 2026-09).
 */
export function readXml({ body, headers, whole }: Answer): Said {
  const text = new TextDecoder(encodingOf(body, headers.get("content-type") ?? "")).decode(body);
  const tree = whole ? parse(text) : undefined;
  const [root, content] = Object.entries(tree ?? {}).find(([name]) => !name.startsWith("?")) ?? [];
  if (root === undefined || root.toLowerCase() === "html") return sayUnreadable(text, whole);
  return { format: "xml", root, code: firstOf(content, CODES), message: firstOf(content, MESSAGES) };
}

/** What the header says, else the XML declaration; unnamed it is EUC-KR. */
function encodingOf(body: Uint8Array, contentType: string): string {
  const declaration = new TextDecoder("latin1").decode(body.subarray(0, 200));
  const name = /charset="?([\w-]+)/i.exec(contentType)?.[1] ??
    /^\s*<\?xml[^>]*encoding=["']([\w-]+)/i.exec(declaration)?.[1];
  return name && isEncoding(name) ? name : "euc-kr";
}

function isEncoding(name: string): boolean {
  try {
    return new TextDecoder(name).encoding !== "";
  } catch {
    return false;
  }
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
