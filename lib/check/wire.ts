import { isLoopback } from "../shared/loopback.ts";
import { isPostgresUrl, targetOf } from "../shared/postgres_target.ts";

/** How what goes to a server is protected on its way: anybody can read it, be the server, or neither. */
export type Protection = "plain" | "unverified" | "verified";

export interface Wire {
  /** Without a port. */
  readonly host: string;
  readonly protection: Protection;
}

/** How a URL of PostgreSQL or Redis is connected to; null where it names no server. */
export function wireOf(url: string): Wire | null {
  if (isPostgresUrl(url)) return postgresWire(url);
  if (!/^rediss?:/.test(url) || !URL.canParse(url)) return null;
  return { host: new URL(url).hostname, protection: url.startsWith("rediss:") ? "verified" : "plain" };
}

/** By the parameters as npm:pg understands them (https://github.com/brianc/node-postgres, pg-connection-string). */
function postgresWire(url: string): Wire | null {
  const target = targetOf(url);
  if (!target) return null;
  const params = new URLSearchParams(url.split("?")[1]);
  const mode = params.get("sslmode");
  const libpq = params.get("uselibpqcompat") === "true";
  const wanted = mode ?? (/^(true|1)$/.test(params.get("ssl") ?? "") ? "verify-full" : "disable");
  const trusting = wanted === "no-verify" || (libpq && wanted === "prefer") ||
    (libpq && wanted === "require" && !params.get("sslrootcert"));
  const protection = wanted === "disable" ? "plain" : trusting ? "unverified" : "verified";
  return { host: target.host.replace(/:\d+$/, ""), protection };
}

/** Whether the way to a host is one's own: this machine, a name of the local network, or a private address (RFC 1918, 4193). */
export function isNear(host: string): boolean {
  if (host.startsWith("/") || isLoopback(host) || !/[.:]/.test(host)) return true;
  return /^(10|192\.168|172\.(1[6-9]|2\d|3[01])|169\.254)\./.test(host) ||
    /^\[?f[cd][0-9a-f]{2}:/i.test(host) ||
    /\.(local|internal|lan|home\.arpa)$/i.test(host);
}
