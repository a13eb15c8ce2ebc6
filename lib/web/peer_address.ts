/** Where a request comes from, by what the configuration says of proxies. */
import type { Context } from "fresh";
import type { TrustProxy } from "../config/config.ts";
import { networkList } from "../config/networks.ts";

type Asked = Pick<Context<unknown>, "req" | "info">;

/** The client's address; see {@linkcode addressOf}. */
export function peerAddress({ req, info }: Asked, trustProxy: TrustProxy): string {
  return addressOf(req, { peer: info.remoteAddr, trustProxy });
}

/**
 * The client's address. A trusted proxy says it, by the last entry of `X-Forwarded-For`; where that is a proxy of the
 * list, too, the entry before it, and so on.
 */
export function addressOf(
  { headers }: Request,
  { peer, trustProxy }: { peer: Deno.Addr; trustProxy: TrustProxy },
): string {
  let address = nameOf(peer);
  if (!trusts(trustProxy, address)) return address;
  const told = headers.get("x-forwarded-for")?.split(",").map((entry) => entry.trim()) ?? [];
  for (let last = told.pop(); last; last = told.pop()) {
    address = last;
    if (trustProxy === true || !trusts(trustProxy, address)) break;
  }
  return address;
}

/** Whether `X-Forwarded-*` headers of this request are believed. */
export function fromTrustedProxy({ info }: Pick<Asked, "info">, trustProxy: TrustProxy): boolean {
  return trusts(trustProxy, nameOf(info.remoteAddr));
}

function nameOf(peer: Deno.Addr): string {
  return "hostname" in peer ? peer.hostname : "local";
}

const lists = new WeakMap<object, (address: string) => boolean>();

function trusts(trustProxy: TrustProxy, address: string): boolean {
  if (typeof trustProxy === "boolean") return trustProxy;
  let list = lists.get(trustProxy);
  if (!list) lists.set(trustProxy, list = networkList(trustProxy));
  return list(address);
}
