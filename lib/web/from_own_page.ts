import { originAllowed } from "../live/origin.ts";

/**
 * Whether a request that changes something comes from a page of this server, or from something that is no browser. Both
 * headers are the browser's word, which a page cannot forge; older browsers send only `Origin`.
 */
export function fromOwnPage({ headers }: Request, { host }: URL): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none") return false;
  return originAllowed({ origin: headers.get("origin"), host, allowed: [] });
}
