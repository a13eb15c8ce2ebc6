/** What the environment says: variables with a key of their own, and `${NAME}` in the file. */
import type { ConfigProblem } from "./config_error.ts";
import { texts } from "./texts.ts";
import type { Path } from "./yaml_file.ts";

export type Environment = Readonly<Record<string, string>>;

/** Variables and the keys that they set. */
export const VARIABLES = {
  HOST: ["server", "host"],
  PORT: ["server", "port"],
  DATABASE_URL: ["database", "url"],
  REDIS_URL: ["redis", "url"],
  REDIS_CA: ["redis", "ca"],
  STATE_URL: ["state", "url"],
  HTTPS_PROXY: ["proxy", "url"],
  NO_PROXY: ["proxy", "except"],
  LOG_LEVEL: ["log", "level"],
  LOG_FORMAT: ["log", "format"],
  LOG_ACCESS: ["log", "access"],
  COUPANG_ACCESS_KEY: ["markets", "coupang", "access_key"],
  COUPANG_SECRET_KEY: ["markets", "coupang", "secret_key"],
  COUPANG_VENDOR_ID: ["markets", "coupang", "vendor_id"],
  NAVER_CLIENT_ID: ["markets", "naver", "client_id"],
  NAVER_CLIENT_SECRET: ["markets", "naver", "client_secret"],
  OIDC_CLIENT_SECRET: ["auth", "oidc", "client_secret"],
  ELEVENST_API_KEY: ["markets", "11st", "api_key"],
} as const satisfies Record<string, Path>;

/** A variable's value; one that is empty or blank is as good as not set. */
export function variable(env: Environment, name: string): string | undefined {
  return (Object.hasOwn(env, name) ? env[name]?.trim() : undefined) || undefined;
}

/**
 * `value` with `${NAME}` in its texts replaced by variables; what comes in that way is not replaced again, and any other
 * `$` stays as it is. A variable that is not set is a fault, except that one of {@linkcode VARIABLES}, alone in a text,
 * leaves the key to its default: the file with all defaults names them.
 */
export function withVariables(
  value: unknown,
  env: Environment,
): { value: unknown; problems: UnsetVariable[] } {
  const problems: UnsetVariable[] = [];
  const inText = (text: string, path: Path) => {
    const alone = /^\$\{(\w+)\}$/.exec(text)?.[1];
    if (alone && Object.hasOwn(VARIABLES, alone) && variable(env, alone) === undefined) return undefined;
    return text.replace(/\$\{([A-Za-z_]\w*)\}/g, (_, name: string) => {
      const found = variable(env, name);
      if (found === undefined) problems.push(unset(path, name));
      return found ?? "";
    });
  };
  const inValue = (item: unknown, path: Path): unknown => {
    if (typeof item === "string") return inText(item, path);
    if (Array.isArray(item)) return item.map((inner, index) => inValue(inner, [...path, index]));
    if (typeof item !== "object" || item === null) return item;
    return Object.fromEntries(
      Object.entries(item).map(([key, inner]) => [key, inValue(inner, [...path, key])]),
    );
  };
  return { value: inValue(value, []), problems };
}

/** A fault at a key whose value is missing a variable. */
export type UnsetVariable = ConfigProblem & { readonly at: Path };

function unset(path: Path, name: string): UnsetVariable {
  const dotted = path.join(".");
  return { message: texts.unsetVariable(dotted, name), path: dotted, at: path };
}
