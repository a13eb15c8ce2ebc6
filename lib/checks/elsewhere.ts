import { isIP } from "node:net";
import type { CheckOptions } from "../shared/check_options.ts";

/** Addresses of networks that are reached without the internet (RFC 1918, RFC 6598, RFC 3927, RFC 4193). */
const NEAR =
  /^(10|127|169\.254|192\.168|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\.|^(::1$|f[cd]|fe80)/i;

/**
 * The host that a check looks at, if it is on the internet. What is on this machine or in its own network says nothing
 * of the line to the internet, nor the other way round.
 */
export function hostElsewhere({ type, target }: CheckOptions): string | undefined {
  const url = type === "http" ? target : ["tcp", "tls"].includes(type) ? `tcp://${target}` : undefined;
  if (url === undefined) return undefined;
  const { hostname } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, "");
  const near = isIP(host)
    ? NEAR.test(host)
    : !host.includes(".") || /\.(local|internal|lan|localhost)$/i.test(host);
  return near ? undefined : host;
}
