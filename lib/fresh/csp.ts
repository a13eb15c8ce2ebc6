import { INTERNALS } from "./internals.ts";
import type { Middleware } from "./types.ts";

export interface CspOptions {
  /** Directives that replace the default ones of the same name, or are added. */
  csp?: string[];
  /** Allows inline scripts and styles of rendered pages by a nonce of the response, no other inline ones. */
  useNonce?: boolean;
}

const DEFAULTS = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "media-src 'self' data: blob:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
];

export const CSP_HEADER = "content-security-policy";

/**
 * Sets `Content-Security-Policy` on what comes after it, but for WebSocket upgrades, whose headers cannot be changed.
 * Unlike upstream's it also covers error pages, which are rendered outside of the middlewares.
 * The default policy has no `upgrade-insecure-requests`: it would break every page that is served
 * over plain HTTP to another machine. With `useNonce`, `'unsafe-inline'` gives way to the nonce that the page's scripts and styles carry,
 * and to nothing in answers that are no pages.
 */
export function csp<State>({ csp = [], useNonce = false }: CspOptions = {}): Middleware<State> {
  const nameOf = (directive: string) => directive.split(" ", 1)[0];
  const own = new Set(csp.map(nameOf));
  const policy = [...DEFAULTS.filter((directive) => !own.has(nameOf(directive))), ...csp].join("; ");
  const withNonce = (nonce: string | undefined) =>
    useNonce ? policy.replaceAll(" 'unsafe-inline'", nonce ? ` 'nonce-${nonce}'` : "") : policy;
  return async function cspMiddleware(ctx) {
    ctx[INTERNALS].policy = withNonce;
    const response = await ctx.next();
    if (response.status === 101) return response;
    response.headers.set(CSP_HEADER, withNonce(ctx[INTERNALS].nonce));
    return response;
  };
}
