/** Values that only the checks of the configuration have. */
import { query } from "jsonpath-rfc9535";
import { RE2JS } from "re2js";
import type { HttpCheckOptions, JsonExpectation } from "../shared/check_options.ts";
import { requirements } from "./texts.ts";
import { value } from "./values.ts";

/** Where an HTTP check looks; a name and password in it would be shown wherever it is. */
export const aHttpUrl = value(requirements.checkUrl, (raw) => {
  const url = typeof raw === "string" ? URL.parse(raw) : null;
  const good = url && ["http:", "https:"].includes(url.protocol) && !url.username && !url.password;
  return good ? raw as string : undefined;
}, { secret: true });

/** Text, or `/…/` with a regular expression that RE2 understands. */
export const aPattern = value(
  (raw) => typeof raw === "string" ? requirements.pattern : requirements.text,
  (raw) => isPattern(raw) ? raw : undefined,
);

function isPattern(raw: unknown): raw is string {
  if (typeof raw !== "string" || raw.length > 1_000) return false;
  const [, expression] = /^\/(.+)\/$/s.exec(raw) ?? [];
  return expression === undefined || compiles(expression);
}

function compiles(expression: string): boolean {
  try {
    RE2JS.compile(expression);
    return true;
  } catch {
    return false;
  }
}

/** Headers by their names; values may be secrets. */
export const aHeaderMap = value(requirements.headers, (raw) => {
  const entries = entriesOf(raw);
  if (!entries?.every(([name, value]) => isHeader(name, value))) return undefined;
  return Object.fromEntries(entries) as Record<string, string>;
}, { secret: true, json: { type: "object", additionalProperties: { type: "string" } } });

function isHeader(name: string, value: unknown): boolean {
  try {
    new Headers([[name, String(value)]]);
    return typeof value === "string";
  } catch {
    return false;
  }
}

/** `200`, `"200-299"`, or a list of these. */
export const aStatusList = value(
  requirements.status,
  (raw): HttpCheckOptions["expect"]["status"] | undefined => {
    const ranges = [raw].flat().map(statusRange);
    return ranges.length > 0 && ranges.every((range) => range !== undefined) ? ranges : undefined;
  },
  { json: {} },
);

function statusRange(raw: unknown): readonly [number, number] | undefined {
  const [, from, to = from] = /^(\d{3})(?:-(\d{3}))?$/.exec(String(raw)) ?? [];
  const [first, last] = [Number(from), Number(to)];
  return first >= 100 && first <= last && last <= 599 ? [first, last] : undefined;
}

/** What is expected at each JSON path. */
export const aJsonMap = value(requirements.jsonMap, (raw) => {
  const entries = entriesOf(raw);
  if (!entries?.every(([path, expected]) => isJsonPath(path) && isExpectation(expected))) return undefined;
  return Object.fromEntries(entries) as Record<string, JsonExpectation>;
}, { json: { type: "object" } });

function isJsonPath(path: string): boolean {
  try {
    query({}, path);
    return true;
  } catch {
    return false;
  }
}

function isExpectation(raw: unknown): boolean {
  if (typeof raw === "string") return isPattern(raw);
  if (raw === null || typeof raw === "boolean" || typeof raw === "number") return true;
  const bounds = entriesOf(raw);
  return bounds !== undefined && bounds.length > 0 &&
    bounds.every(([key, bound]) => ["min", "max"].includes(key) && Number.isFinite(bound));
}

export const aScalar = value(
  requirements.scalar,
  (raw) =>
    ["string", "number", "boolean"].includes(typeof raw) || raw === null
      ? raw as string | number | boolean | null
      : undefined,
  { json: { type: ["string", "number", "boolean", "null"] } },
);

function entriesOf(raw: unknown): [string, unknown][] | undefined {
  return typeof raw === "object" && raw !== null && !Array.isArray(raw) ? Object.entries(raw) : undefined;
}
