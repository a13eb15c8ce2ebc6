/** The keys of the configuration as Markdown tables, made of the schema that checks a configuration. */
import { type ConfigSchema, configSchema, keysOf } from "../lib/config/config_schema.ts";
import { VARIABLES } from "../lib/config/environment.ts";
import { keyText } from "../lib/config/key_texts.ts";
import type { Language } from "../lib/shared/text.ts";

/** JSON Schema beside what {@linkcode ConfigSchema} has of it. */
interface Values extends ConfigSchema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
}

const WORDS = {
  ko: {
    head: ["키", "기본값", "값", "뜻"],
    text: "글자",
    list: "목록",
    duration: "시간 (`500ms`, `5s`, `2m`, `1h`)",
    orNull: "또는 `null`",
    variable: "환경 변수",
  },
  en: {
    head: ["key", "default", "values", "meaning"],
    text: "text",
    list: "list",
    duration: "duration (`500ms`, `5s`, `2m`, `1h`)",
    orNull: "or `null`",
    variable: "variable",
  },
} as const satisfies Record<Language, unknown>;

/** One heading a group, one table row a key. */
export function configReference(language: Language): string {
  const groups = Object.entries(keysOf(configSchema(language))!);
  return groups.flatMap(([key, schema]) => groupLines([key], schema, language)).join("\n").trim();
}

function groupLines(path: readonly string[], schema: ConfigSchema, language: Language): string[] {
  const keys = Object.entries(keysOf(schema) ?? {});
  const plain = keys.filter(([, inner]) => !keysOf(inner));
  const groups = keys.filter(([, inner]) => keysOf(inner));
  const { head } = WORDS[language];
  const table = [`| ${head.join(" | ")} |`, "|---|---|---|---|"];
  return [
    `${"#".repeat(path.length + 2)} \`${path.join(".")}\``,
    "",
    ...(schema.description === undefined ? [] : [`${schema.description}.`, ""]),
    ...(plain.length > 0 ? [...table, ...plain.map((entry) => row(path, entry, language)), ""] : []),
    ...groups.flatMap(([key, inner]) => groupLines([...path, key], inner, language)),
  ];
}

function row(path: readonly string[], [key, schema]: [string, ConfigSchema], language: Language): string {
  const at = [...path, key];
  const [variable] = Object.entries(VARIABLES).find(([, named]) => named.join(".") === at.join(".")) ?? [];
  const meaning = keyText(at)?.[language] ?? "";
  const cells = [
    `\`${key}\``,
    `\`${JSON.stringify(schema.default)}\``,
    valuesOf(schema, language),
    variable ? `${meaning} (${WORDS[language].variable} \`${variable}\`)` : meaning,
  ];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

/** What may be written; a `${NAME}` may stand for anything and is not said each time. */
function valuesOf(schema: Values, language: Language): string {
  const { text, list, duration, orNull } = WORDS[language];
  const own = (schema.anyOf as Values[] | undefined)?.find(({ pattern }) => !pattern) ?? schema;
  if (own.enum) return own.enum.map((value) => `\`${value}\``).join(", ");
  if (own.type === "boolean") return "`true`, `false`";
  if (own.type === "integer") return `${own.minimum}–${own.maximum}`;
  if (own.type === "array") return list;
  if (own.pattern) return duration;
  return Array.isArray(own.type) ? `${text} ${orNull}` : text;
}
