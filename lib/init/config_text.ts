/** The configuration file: what differs from the defaults, with what was seen beside it. */
import { Document, isMap, isScalar, type Node, parseDocument, Scalar } from "yaml";
import { defaultSchema, STATUS_GROUPS, type StatusWords } from "../shared/default_schema.ts";
import type { Language, Text } from "../shared/text.ts";
import type { Mapping } from "./mapping.ts";
import { initTexts as texts } from "./texts.ts";
import type { Relation } from "./vocabulary.ts";

/** What was decided about a relation; null: it is switched off. */
export interface Decision {
  readonly mapping: Mapping | null;
  /** What is said of it above its key. */
  readonly comment: Text;
  /** Status words that no group is known for. */
  readonly unsure?: readonly string[];
}

export type Decisions = Readonly<Record<Relation, Decision>>;

/**
 * A file with these decisions. What an `existing` one says of everything else than `schema` stays, comments and all.
 *
 * @throws {SyntaxError} when the existing one is no YAML
 */
export function configText(
  decisions: Decisions,
  { existing, language }: { existing: string | null; language: Language },
): string {
  const document = existing === null ? new Document({}) : parseDocument(existing);
  const [error] = document.errors;
  if (error) throw new SyntaxError(error.message);
  if (existing === null) document.commentBefore = lines(texts.head[language]);
  if (!isMap(document.contents)) document.contents = document.createNode({}) as typeof document.contents;
  if (!document.has("database")) {
    set(document, "database", { url: "${DATABASE_URL}" }, texts.databaseComment[language]);
  }
  const schema: Record<string, unknown> = {};
  for (const [relation, { mapping }] of Object.entries(decisions)) {
    const written = mapping === null ? null : differences(relation as Relation, mapping);
    if (written === null || Object.keys(written).length > 0) schema[relation] = written;
  }
  if (Object.keys(schema).length === 0) document.delete("schema");
  else {
    set(document, "schema", schema, texts.schemaComment[language]);
    comment(document, decisions, language);
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

function set(document: Document, key: string, value: unknown, said: string): void {
  const keyNode = new Scalar(key);
  keyNode.commentBefore = lines(said);
  document.delete(key);
  keyNode.spaceBefore = isMap(document.contents) && document.contents.items.length > 0;
  document.add(document.createPair(keyNode, document.createNode(value)));
}

/** What of a mapping is not as it is by default. */
function differences(relation: Relation, mapping: Mapping): Record<string, unknown> {
  const defaults = defaultSchema()[relation] as unknown as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(mapping).flatMap(([key, value]): [string, unknown][] => {
      if (key === "statuses") {
        const words = ownWords(value as StatusWords);
        return Object.keys(words).length > 0 ? [[key, words]] : [];
      }
      return value === defaults[key] ? [] : [[key, value]];
    }),
  );
}

/** The groups in which there is more than the word that every group has. */
function ownWords(words: StatusWords): Partial<StatusWords> {
  return Object.fromEntries(
    STATUS_GROUPS.flatMap((group) => words[group].length > 1 ? [[group, words[group]]] : []),
  );
}

/** Puts what was seen above the relations, SELECTs over several lines, and lists into one line each. */
function comment(document: Document, decisions: Decisions, language: Language): void {
  const schema = document.get("schema");
  if (!isMap(schema)) return;
  for (const { key, value } of schema.items) {
    const decision = decisions[String(isScalar(key) ? key.value : key) as Relation];
    if (isScalar(key)) key.commentBefore = lines(decision.comment[language]);
    if (!isMap(value)) continue;
    const from = value.get("from", true);
    if (isScalar(from)) from.type = Scalar.BLOCK_LITERAL;
    const statuses = value.get("statuses", true);
    if (!isMap(statuses)) continue;
    for (const { value: list } of statuses.items) (list as Node & { flow?: boolean }).flow = true;
    if (decision.unsure?.length) statuses.comment = lines(texts.unsureComment(decision.unsure)[language]);
  }
}

function lines(text: string): string {
  return text.split("\n").map((line) => ` ${line}`).join("\n");
}
