/** What components may use on the server and in the browser: the module `fresh/runtime`. */
import type { ComponentChildren } from "preact";
import { buildId, CACHE_KEY } from "./build_id.ts";

export { HttpError } from "./http_error.ts";

/**
 * The URL under which a file of `static/` may be cached for ever, because it changes when the build does.
 * Paths that do not start with one slash are returned as they are. The app's base path is not added.
 */
export function asset(path: string): string {
  if (!/^\/(?!\/)/.test(path) || buildId() === "") return path;
  const [, base, query = "", hash = ""] = /^([^?#]*)(\?[^#]*)?(#.*)?$/.exec(path)!;
  if (query.includes(`${CACHE_KEY}=`)) return path;
  return `${base}${query ? query + "&" : "?"}${CACHE_KEY}=${buildId()}${hash}`;
}

/**
 * Puts its children into the document's `<head>`, in place of an element there with the same key, name or other
 * identity. Works while the server renders; in the browser it leaves the document's head as it is.
 */
export function Head(_props: { children?: ComponentChildren }): null {
  return null;
}
