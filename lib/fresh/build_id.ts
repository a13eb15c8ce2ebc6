/**
 * The id of the build that runs, for `asset()`.
 *
 * It is the one value of the framework that lives in a module, because `asset(path)` is called where there is no
 * request. In the browser it is read from the chunk's own URL; on the server it is set when a snapshot is applied.
 */
let current = /\/_fresh\/js\/([^/]+)\//.exec(import.meta.url)?.[1] ?? "";

export function buildId(): string {
  return current;
}

export function setBuildId(id: string): void {
  current = id;
}

/** Search parameter that carries the build's id in the URL of a static file. */
export const CACHE_KEY = "__frsh_c";
