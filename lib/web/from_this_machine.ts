import { isLoopback } from "../shared/loopback.ts";
import { hostnameOf } from "./allowed_host.ts";

/** What proxies add to a request: whoever is behind one is not here. */
const FORWARDED = [
  "forwarded",
  "via",
  "x-real-ip",
  "x-client-ip",
  "true-client-ip",
  "cf-connecting-ip",
];

/**
 * Whether a request was made on this machine and by nobody for somebody else. Until there are users, this is who may
 * change something.
 */
export function fromThisMachine({ headers, url }: Request, { peer, listens }: Ends): boolean {
  const host = hostnameOf(headers.get("host") ?? new URL(url).host);
  const isHere = (name: string) => isLoopback(name) || name === listens;
  return "hostname" in peer && isHere(peer.hostname) && host !== null && isHere(host) &&
    FORWARDED.every((name) => !headers.has(name)) &&
    headers.keys().every((name) => !name.startsWith("x-forwarded-"));
}

interface Ends {
  readonly peer: Deno.Addr;
  /** The address that the server listens on: who has it is here too. */
  readonly listens: string;
}
