import type { Middleware } from "fresh";
import { errorResponse } from "./error_response.ts";
import { fromOwnPage } from "./from_own_page.ts";
import type { State } from "./state.ts";
import { webTexts } from "./texts.ts";

/** Methods that change nothing: RFC 9110, section 9.2.1. */
const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses whatever could change something and was sent by another site's page (cross-site request forgery), for every route
 * there is and will be. No route may change anything on GET.
 */
export function refuseCrossSite(): Middleware<State> {
  return async function crossSiteMiddleware({ req, url, next }) {
    if (SAFE.has(req.method) || fromOwnPage(req, url)) return await next();
    return errorResponse(403, { code: "origin_refused", message: webTexts.crossSite });
  };
}
