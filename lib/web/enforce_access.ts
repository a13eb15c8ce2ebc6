/** Asks the table of who may have what, before anything of the program is answered. */
import type { Context, Method, Middleware } from "fresh";
import { HttpError } from "fresh";
import { type Access, ROUTES, verdictOn } from "./access.ts";
import { accessTexts } from "./access_texts.ts";
import { errorResponse } from "./error_response.ts";
import { fromOwnPage } from "./from_own_page.ts";
import { isApi } from "./is_api.ts";
import { isUpgrade } from "./is_upgrade.ts";
import { record } from "./record.ts";
import { servicesFor } from "./masked_services.ts";
import type { State } from "./state.ts";
import { webTexts } from "./texts.ts";

/** Comes after what finds out who asks, and after the static files, which anybody may have. */
export function enforceAccess(table = ROUTES): Middleware<State> {
  return function enforceAccessMiddleware(ctx) {
    const { route, config: { basePath }, req: { method } } = ctx;
    // There is nothing at this address, and everybody may know that.
    if (route === null) return ctx.next();
    const rows = table[route.slice(basePath.length) || "/"];
    if (!rows) return forbidden(ctx);
    if (method === "OPTIONS" && !rows.OPTIONS) return ctx.next();
    const named = (method === "HEAD" && !rows.HEAD ? "GET" : method) as Method;
    return Object.hasOwn(rows, named) ? asked(ctx, rows[named]!) : wrongMethod(Object.keys(rows));
  };
}

function asked(ctx: Context<State>, access: Access): Response | Promise<Response> {
  const { state } = ctx;
  switch (verdictOn(access, state.viewer)) {
    case "allowed":
      if (state.viewer) state.services = servicesFor(state.viewer, state.services);
      return ctx.next();
    case "login":
      return isPage(ctx) ? toLogin(ctx) : unknownViewer(ctx);
    case "forbidden":
      if (isChange(ctx, access)) {
        const target = `${ctx.req.method} ${ctx.route}`;
        record(ctx, { kind: "change", action: "access.refuse", target, outcome: "refused" });
      }
      return forbidden(ctx);
  }
}

/** Whether somebody reached for more than to look. */
function isChange({ req }: Context<State>, { least }: Access): boolean {
  return least === "admin" || !["GET", "HEAD"].includes(req.method);
}

/** A page of this program, looked at by a browser. */
function isPage({ req, url, config }: Context<State>): boolean {
  return req.method === "GET" && !isUpgrade(req) && !isApi(url, config.basePath) &&
    !!req.headers.get("accept")?.includes("text/html");
}

function toLogin({ url, config: { basePath } }: Context<State>): Response {
  const to = encodeURIComponent(url.pathname + url.search);
  const headers = { location: `${basePath}/login?to=${to}`, "cache-control": "no-store" };
  return new Response(null, { status: 303, headers });
}

/**
 * RFC 9110 asks for a challenge with 401. Its realm tells a WebSocket that arrived as such from one of which a proxy has
 * dropped the headers, for who looks whether it would open.
 */
function unknownViewer({ req, url }: Context<State>): Response {
  const response = errorResponse(401, { code: "login_required", message: accessTexts.loginRequired });
  const live = isUpgrade(req) && fromOwnPage(req, url);
  response.headers.set("www-authenticate", live ? 'Bearer realm="live"' : "Bearer");
  return response;
}

function forbidden(ctx: Context<State>): Response {
  if (isPage(ctx)) throw new HttpError(403);
  return ctx.state.viewer?.kind === "anyone"
    ? errorResponse(403, { code: "not_here", message: accessTexts.notHere })
    : errorResponse(403, { code: "forbidden", message: accessTexts.forbidden });
}

function wrongMethod(allowed: readonly string[]): Response {
  const response = errorResponse(405, { code: "wrong_method", message: webTexts.wrongMethod });
  response.headers.set("allow", allowed.join(", "));
  return response;
}
