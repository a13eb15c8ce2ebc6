import { hostnameOf } from "./allowed_host.ts";

/** What proxies add to a request: whoever is behind one is not here. */
const FORWARDED = [
  "forwarded",
  "via",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-real-ip",
];

/**
 * Whether a request was made on this machine and by nobody for somebody else. Until there are users, this is who may
 * change something.
 */
export function fromThisMachine(request: Request, peer: Deno.Addr): boolean {
  const { headers, url } = request;
  const host = hostnameOf(headers.get("host") ?? new URL(url).host);
  return "hostname" in peer && isLoopback(peer.hostname) && host !== null && isLoopback(host) &&
    FORWARDED.every((name) => !headers.has(name));
}

function isLoopback(name: string): boolean {
  return name === "localhost" || name.endsWith(".localhost") || /^\[?::1\]?$/.test(name) ||
    /^(\[?::ffff:)?127(\.\d+){3}\]?$/.test(name);
}
