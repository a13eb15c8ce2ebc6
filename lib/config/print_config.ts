import type { Language } from "../shared/text.ts";
import { type ConfigSchema, configSchema, keysOf } from "./config_schema.ts";
import { VARIABLES } from "./environment.ts";
import { headText } from "./key_texts.ts";

/**
 * A configuration file with every key at its default and what it means. As a configuration it is the same as none; keys
 * that are empty name the variables from which they are taken, so that secrets need not be written into it.
 */
export function printConfig(language: Language): string {
  const head = headText[language].split("\n").map((line) => `# ${line}`.trimEnd());
  return `${[...head, ...groupLines(configSchema(language), [])].join("\n")}\n`;
}

function groupLines(group: ConfigSchema, path: readonly string[]): string[] {
  const indent = "  ".repeat(path.length);
  return Object.entries(keysOf(group)!).flatMap(([key, schema]) => {
    const at = [...path, key];
    const inner = keysOf(schema);
    const comment = schema.description === undefined ? [] : [`${indent}# ${schema.description}`];
    const lines = inner
      ? [`${indent}${key}:`, ...groupLines(schema, at)]
      : [`${indent}${key}: ${valueText(schema, at)}`];
    return [...(path.length === 0 ? [""] : []), ...comment, ...lines];
  });
}

function valueText({ default: value }: ConfigSchema, path: readonly string[]): string {
  const [name] = Object.entries(VARIABLES).find(([, key]) => key.join(".") === path.join(".")) ?? [];
  return value === "" && name ? `"\${${name}}"` : flow(value);
}

/** JSON is YAML; words and durations that can mean nothing but themselves go without quotes. */
function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  const plain = typeof value === "string" && PLAIN.test(value) && !RESERVED.test(value);
  return plain ? value : JSON.stringify(value);
}

const PLAIN = /^([a-z가-힣][\w가-힣/-]*|\d+(ms|s|m|h))$/i;
const RESERVED = /^(true|false|null|yes|no|on|off|y|n)$/i;
