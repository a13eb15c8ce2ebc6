/** The cookies of a login: the secret of the session, and the mark of a device on which somebody was logged in before. */

import type { Services } from "../app/services.ts";
import type { CookiePlace as Place } from "./screen_cookie.ts";

/** What the form of a cookie depends on. */
export interface CookiePlace extends Place {
  /** See `Auth.cookieSuffix`. */
  readonly suffix: string;
}

type Purpose = "session" | "device" | "oidc";

/** A year: as long as browsers keep one at most. */
export const DEVICE_AGE = 365 * 24 * 3_600;

/**
 * `__Host-` keeps sites of the same domain from setting it, but only for a cookie of the whole host. Below a base path the
 * host's other programs are not to be sent it.
 */
export function cookieName(purpose: Purpose, { secure, basePath, suffix }: CookiePlace): string {
  const prefix = !secure ? "" : basePath === "" ? "__Host-" : "__Secure-";
  return `${prefix}mp_${purpose}${suffix}`;
}

/** The value that the browser sent; null when there is none, or more than one, of which one may be a stranger's. */
export function readCookie(headers: Headers, purpose: Purpose, place: CookiePlace): string | null {
  const name = cookieName(purpose, place);
  const pairs = headers.get("cookie")?.split(";").map((pair) => pair.trim()) ?? [];
  const values = pairs.filter((pair) => pair.startsWith(`${name}=`)).map((pair) =>
    pair.slice(name.length + 1)
  );
  return values.length === 1 ? values[0]! : null;
}

/** `maxAge` in seconds; 0 forgets it. */
export function setCookie(
  headers: Headers,
  purpose: Purpose,
  { value, maxAge, ...place }: CookiePlace & { readonly value: string; readonly maxAge: number },
): void {
  const path = place.basePath === "" ? "/" : place.basePath;
  const secure = place.secure ? "; Secure" : "";
  const age = `Max-Age=${Math.floor(maxAge)}`;
  headers.append(
    "set-cookie",
    `${cookieName(purpose, place)}=${value}; Path=${path}; ${age}; HttpOnly; SameSite=Lax${secure}`,
  );
}

interface Asked {
  readonly url: URL;
  readonly state: { readonly services: Pick<Services, "basePath" | "auth"> };
}

/** Where the cookies of a request belong; `url` is the address that the browser asked for, through whatever proxies. */
export function cookiePlace(
  { url, state: { services: { basePath, auth } } }: Asked,
): CookiePlace {
  return { secure: url.protocol === "https:", basePath, suffix: auth.cookieSuffix };
}
