import type { Field, FieldKind } from "./field.ts";

/** A member is looked at where a fifth of the documents have it. */
const SHARE = 0.2;
/** Members of members, and no further. */
const DEPTH = 2;
/** What follows the prefix of seconds or milliseconds since 1970, of the years 2010 to 2060. */
const SECONDS = [1_262_304_000, 2_840_140_800] as const;

/** The members of the documents in a column, as fields of their own. */
export function documentFields(column: Field): Field[] {
  const documents = column.values.flatMap((text) => {
    try {
      return [JSON.parse(text) as unknown];
    } catch {
      return [];
    }
  });
  return members(documents, { path: column.mapped, name: "", depth: 1 });
}

interface Place {
  /** SQL that gives the object. */
  readonly path: string;
  readonly name: string;
  readonly depth: number;
}

function members(objects: readonly unknown[], place: Place): Field[] {
  const groups = objects.filter(isObject);
  const keys = new Set(groups.flatMap((group) => Object.keys(group)));
  return [...keys].flatMap((key) => {
    const values = groups.map((group) => group[key]).filter((value) => value !== null && value !== undefined);
    if (values.length === 0 || values.length < groups.length * SHARE) return [];
    const quoted = `'${key.replaceAll("'", "''")}'`;
    const name = place.name === "" ? key : `${place.name}_${key}`;
    if (values.every(isObject)) {
      const inner = { path: `${place.path}->${quoted}`, name, depth: place.depth + 1 };
      return place.depth < DEPTH ? members(values, inner) : [];
    }
    return values.some((value) => typeof value === "object")
      ? []
      : [fieldOf(`${place.path}->>${quoted}`, name, values)];
  });
}

function fieldOf(text: string, name: string, values: readonly unknown[]): Field {
  const words = values.map(String);
  const [kind, type, mapped] = typed(text, words);
  return { mapped, name, comment: null, type, kind, isKey: false, values: words };
}

/** What the texts are, and the expression that makes that of them. */
function typed(text: string, words: readonly string[]): [FieldKind, string, string] {
  const all = (pattern: RegExp) => words.every((word) => pattern.test(word));
  if (all(/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/)) {
    const type = all(/(Z|[+-]\d\d(:?\d\d)?)$/) ? "timestamptz" : "timestamp";
    return ["time", type, `(${text})::${type}`];
  }
  if (all(/^\d{4}-\d\d-\d\d$/)) return ["time", "date", `(${text})::date`];
  if (all(/^\d{10}(\.\d+)?$/) && within(words, 1)) {
    return ["time", "timestamptz", `to_timestamp((${text})::numeric)`];
  }
  if (all(/^\d{13}$/) && within(words, 1000)) {
    return ["time", "timestamptz", `to_timestamp((${text})::numeric / 1000)`];
  }
  if (all(/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i)) return ["number", "numeric", `(${text})::numeric`];
  if (all(/^(true|false)$/)) return ["flag", "boolean", `(${text})::boolean`];
  return ["text", "text", text];
}

function within(words: readonly string[], unit: number): boolean {
  return words.map(Number).every((value) => value / unit >= SECONDS[0] && value / unit <= SECONDS[1]);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
