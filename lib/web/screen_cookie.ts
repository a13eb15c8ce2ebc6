/**
 * The cookie by which a screen is let in, whose value is the secret of its token. No script can read it, and no request of
 * another site carries it.
 */

/** Over HTTPS browsers take a name with a prefix only from the very server, and only encrypted (RFC 6265bis, 4.1.3). */
const NAMES = ["__Host-mp_screen", "__Secure-mp_screen", "mp_screen"] as const;

/** Seconds; browsers keep no cookie longer (RFC 6265bis, 5.5). Each page that a screen opens begins them anew. */
const KEPT = 400 * 24 * 3_600;

export interface CookiePlace {
  /** Prefix of every path, `""` or like `/pulse`. */
  readonly basePath: string;
  /** Whether the client came over HTTPS. */
  readonly secure: boolean;
}

export function screenCookie(secret: string, { basePath, secure }: CookiePlace): string {
  const name = secure ? NAMES[basePath === "" ? 0 : 1] : NAMES[2];
  const attributes = `Path=${basePath || "/"}; Max-Age=${KEPT}; HttpOnly; SameSite=Lax`;
  return `${name}=${secret}; ${attributes}${secure ? "; Secure" : ""}`;
}

/** The secret that a screen sends; null when there is none. */
export function screenSecret({ headers }: Request): string | null {
  const pairs = headers.get("cookie")?.split(";").map((pair) => pair.trim().split("=")) ?? [];
  for (const name of NAMES) {
    const [, value] = pairs.find(([key]) => key === name) ?? [];
    if (value) return value;
  }
  return null;
}
