import type { Context } from "fresh";
import type { State } from "./state.ts";

/** The client's address. Behind a trusted proxy it is what that proxy saw, the last entry of `X-Forwarded-For`. */
export function peerAddress(ctx: Context<State>, trustProxy: boolean): string {
  const forwarded = trustProxy
    ? ctx.req.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim()
    : undefined;
  const { remoteAddr } = ctx.info;
  return forwarded || ("hostname" in remoteAddr ? remoteAddr.hostname : "local");
}
