import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import type { ConfigProblem } from "./config_error.ts";
import { texts } from "./texts.ts";

/** A key's way from the top of the file. */
export type Path = readonly PropertyKey[];

/** A YAML file as a value, and where in the file a key of it is. */
export interface YamlFile {
  readonly value: unknown;
  /** Line, from 1, of the key at `path`, or of the nearest group around it. */
  lineOf(path: Path): number;
}

/** The file, or what keeps it from being YAML with a group of keys at the top. */
export function readYaml(text: string): YamlFile | ConfigProblem[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const line = (offset: number) => lines.linePos(offset).line;
  const faults = [...document.errors, ...document.warnings];
  const repeated = faults.filter(({ code }) => code === "DUPLICATE_KEY");
  // What the parser says after its first error mostly follows from that.
  const first = faults.filter((fault) => !repeated.includes(fault)).slice(0, 1);
  if (faults.length > 0) {
    return [
      ...first.map(({ message, pos }) => ({ message: texts.notYaml(message), line: line(pos[0]) })),
      ...repeated.map(({ pos }) => ({ message: texts.repeatedKey(), line: line(pos[0]) })),
    ];
  }
  try {
    const value: unknown = document.toJS() ?? {};
    if (typeof value === "object" && !Array.isArray(value)) {
      return { value, lineOf: (path) => line(offsetOf(document, path)) };
    }
    return [{ message: texts.notAGroup(), line: 1 }];
  } catch (error) {
    // Aliases that lead nowhere, or that would grow without end.
    return [{ message: texts.notYaml(error instanceof Error ? error.message : String(error)) }];
  }
}

function offsetOf(document: Document.Parsed, path: Path): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (!pair) break;
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      offset = (node as Node | undefined)?.range?.[0] ?? offset;
    } else break;
  }
  return offset;
}
