/** Who may open a live connection from a browser. Any page can try, and the browser says truly which one it is. */

export interface OriginQuestion {
  /** The `Origin` header; null when there is none, which no browser does. */
  readonly origin: string | null;
  /** Host and port under which the client reached this server. */
  readonly host: string;
  /** Origins of `server.allowed_origins`, for example `https://shop.example.com`. */
  readonly allowed: readonly string[];
}

/** Whether the connection may be opened: from the server's own pages, an allowed page, or something that is no browser. */
export function originAllowed({ origin, host, allowed }: OriginQuestion): boolean {
  if (origin === null) return true;
  if (!URL.canParse(origin)) return false;
  return new URL(origin).host === host || allowed.some((entry) => sameOrigin(entry, origin));
}

function sameOrigin(entry: string, origin: string): boolean {
  return URL.canParse(entry) && new URL(entry).origin === new URL(origin).origin;
}
