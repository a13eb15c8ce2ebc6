import type { Context } from "fresh";
import type { State } from "./state.ts";

/** The client's address. Behind a trusted proxy it is what that proxy saw, the last entry of `X-Forwarded-For`. */
export function peerAddress(
  { req, info }: Pick<Context<State>, "req" | "info">,
  trustProxy: boolean,
): string {
  return addressOf(req, { peer: info.remoteAddr, trustProxy });
}

/** As {@linkcode peerAddress}, before there is a context. */
export function addressOf(
  { headers }: Request,
  { peer, trustProxy }: { peer: Deno.Addr; trustProxy: boolean },
): string {
  const forwarded = trustProxy ? headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() : undefined;
  return forwarded || ("hostname" in peer ? peer.hostname : "local");
}
