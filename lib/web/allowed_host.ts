/**
 * Under which names this server answers. A foreign site can have its own name point to this machine (DNS rebinding); its
 * pages would then read everything here as their own, if the name that they asked for were not looked at.
 */
import type { ServerConfig } from "../config/config.ts";

/** The keys of the configuration that name hosts. */
export type NamedHosts = Pick<ServerConfig, "host" | "allowed_hosts" | "allowed_origins">;

/** The name or address in a `Host` header: in lower case, without port and without the dot of the root; null where it is none. */
export function hostnameOf(header: string): string | null {
  // A user, a path or a query in it would be taken for what it is not.
  if (/[@/?#\\]/.test(header)) return null;
  return URL.parse(`http://${header}`)?.hostname.replace(/\.$/, "") || null;
}

/** Loopback names, addresses, and what the configuration names: none of them can be a foreign site's name. */
export function hostAllowed(hostname: string, { host, allowed_hosts, allowed_origins }: NamedHosts): boolean {
  if (hostname === "localhost" || hostname.endsWith(".localhost") || isAddress(hostname)) return true;
  const named = [host, ...allowed_hosts, ...allowed_origins.map((origin) => new URL(origin).host)];
  return named.some((name) => hostnameOf(name) === hostname);
}

/** Names are not made of digits alone, so what a URL has four numbers of is an address. */
function isAddress(hostname: string): boolean {
  return hostname.startsWith("[") || /^\d+(\.\d+){3}$/.test(hostname);
}
