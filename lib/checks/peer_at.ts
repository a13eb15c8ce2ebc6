import type { Peer } from "../markets/connection.ts";
import { bare } from "../markets/network.ts";

/** The one at `host:port`, an IPv6 address in brackets. */
export function peerAt(target: string, tls = false): Peer {
  const { hostname, port } = new URL(`tcp://${target}`);
  return { hostname: bare(hostname), port: Number(port), tls };
}
