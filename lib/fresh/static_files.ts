import { CACHE_KEY } from "./build_id.ts";
import { contentType } from "./content_types.ts";
import type { Context } from "./context.ts";
import { INTERNALS } from "./internals.ts";
import type { StaticFile } from "./snapshot.ts";
import type { Middleware } from "./types.ts";

/**
 * Serves what the build took from `static/`, and the islands' chunks.
 *
 * What carries the build's id in its URL may be cached for ever; a stale id redirects to the URL without it. Everything
 * else is never stored, but has a weak ETag and answers 304 in production.
 */
export function staticFiles<State>(): Middleware<State> {
  return function staticFilesMiddleware(ctx) {
    const path = filePath(ctx);
    const file = path === null ? undefined : ctx[INTERNALS].snapshot.files.get(path);
    if (!file) return path === "/favicon.ico" ? new Response(null, { status: 404 }) : ctx.next();
    if (ctx.req.method !== "GET" && ctx.req.method !== "HEAD") {
      return new Response("Method Not Allowed", { status: 405, headers: { allow: "GET, HEAD" } });
    }
    const key = ctx.url.searchParams.get(CACHE_KEY);
    if (key !== null && key !== ctx[INTERNALS].snapshot.buildId) return withoutKey(ctx.url);
    return serve(ctx, path!, file);
  };
}

/** The decoded path below the base path; null when it is no path of a file. */
function filePath<State>({ url: { pathname }, config: { basePath } }: Context<State>): string | null {
  if (!pathname.startsWith(basePath + "/")) return null;
  try {
    return decodeURIComponent(pathname.slice(basePath.length));
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

function withoutKey(url: URL): Response {
  const search = new URLSearchParams(url.search);
  search.delete(CACHE_KEY);
  const location = url.pathname + (search.size > 0 ? `?${search}` : "");
  return new Response(null, { status: 307, headers: { location } });
}

async function serve<State>(ctx: Context<State>, path: string, file: StaticFile): Promise<Response> {
  const { snapshot: { buildId, mode } } = ctx[INTERNALS];
  const immutable = ctx.url.searchParams.has(CACHE_KEY) || path.startsWith(`/_fresh/js/${buildId}/`);
  const headers = new Headers({
    "content-type": contentType(path),
    "cache-control": immutable
      ? "public, max-age=31536000, immutable"
      : "no-cache, no-store, max-age=0, must-revalidate",
    vary: "If-None-Match",
  });
  if (mode === "production") {
    headers.set("etag", `W/"${file.hash}"`);
    if (namesHash(ctx.req.headers.get("if-none-match"), file.hash)) {
      return new Response(null, { status: 304, headers });
    }
  }
  if (ctx.req.method === "HEAD") return new Response(null, { headers });
  const content = file.content instanceof URL ? await Deno.readFile(file.content) : file.content;
  return new Response(content, { headers });
}

/** `If-None-Match` compares weakly: RFC 9110, section 13.1.2. */
function namesHash(header: string | null, hash: string): boolean {
  const tags = header?.split(",").map((tag) => tag.trim().replace(/^W\//, "")) ?? [];
  return tags.includes("*") || tags.includes(`"${hash}"`);
}
