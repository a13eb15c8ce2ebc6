import { METHODS } from "./types.ts";

interface Entry<T> {
  readonly pattern: string;
  readonly url: URLPattern | null;
  readonly byMethod: Map<string, T>;
}

export type Match<T> =
  | { kind: "found"; item: T; pattern: string; params: Record<string, string> }
  /** The path is known, but not with this method. */
  | { kind: "method"; pattern: string; allowed: string[] }
  /** The path has percent escapes that are no UTF-8. */
  | { kind: "malformed" }
  | { kind: "none" };

/**
 * Finds what was registered for a path and a method.
 *
 * A pattern without `*:{}+?()` is static: it wins over dynamic ones whatever the order, matches with and without a
 * trailing slash, and is final even when the method is another. Dynamic ones are URLPatterns tried in order of
 * registration. The first registration of a method and pattern wins.
 */
export class Router<T> {
  readonly #static = new Map<string, Entry<T>>();
  readonly #dynamic = new Map<string, Entry<T>>();

  add(methods: readonly string[], pattern: string, item: T): void {
    const dynamic = /[*:{}+?()]/.test(pattern);
    const entries = dynamic ? this.#dynamic : this.#static;
    const key = dynamic || pattern === "/" ? pattern : pattern.replace(/\/$/, "");
    let entry = entries.get(key);
    if (!entry) {
      const url = dynamic ? new URLPattern({ pathname: pattern }) : null;
      entries.set(key, entry = { pattern, url, byMethod: new Map() });
    }
    for (const method of methods) {
      if (!entry.byMethod.has(method)) entry.byMethod.set(method, item);
    }
  }

  match(method: string, url: URL): Match<T> {
    const pathname = url.pathname === "/" ? "/" : url.pathname.replace(/\/$/, "");
    const known = this.#static.get(pathname);
    if (known) return select(known, method, {});
    for (const entry of this.#dynamic.values()) {
      const result = entry.url!.exec({ pathname: url.pathname });
      if (result) return select(entry, method, result.pathname.groups);
    }
    return { kind: "none" };
  }
}

function select<T>(entry: Entry<T>, method: string, groups: Record<string, string | undefined>): Match<T> {
  const item = entry.byMethod.get(method) ?? (method === "HEAD" ? entry.byMethod.get("GET") : undefined);
  if (item === undefined) {
    const allowed = METHODS.filter((known) => entry.byMethod.has(known));
    return { kind: "method", pattern: entry.pattern, allowed };
  }
  const params: Record<string, string> = Object.create(null);
  try {
    for (const [name, value] of Object.entries(groups)) params[name] = decodeURI(value ?? "");
  } catch (error) {
    if (error instanceof URIError) return { kind: "malformed" };
    throw error;
  }
  return { kind: "found", item, pattern: entry.pattern, params };
}
