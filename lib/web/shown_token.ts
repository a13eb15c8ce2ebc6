import { TOKEN_PREFIX } from "../auth/token_secret.ts";
import { isUpgrade } from "./is_upgrade.ts";

/** How a browser, which can give a WebSocket no header, sends a token: as a subprotocol beside the real one. */
export const TOKEN_PROTOCOL = "marketpulse.token.";

/**
 * The API token that a request shows: `Authorization: Bearer mp_…`, or with a WebSocket the subprotocol
 * `marketpulse.token.mp_…`. Null when it shows none; what another program in between has put there is none of ours.
 */
export function shownToken(request: Request): string | null {
  const [, bearer] = /^bearer +(\S+)$/i.exec(request.headers.get("authorization")?.trim() ?? "") ?? [];
  if (bearer?.startsWith(TOKEN_PREFIX.api)) return bearer;
  if (!isUpgrade(request)) return null;
  const offered = request.headers.get("sec-websocket-protocol")?.split(",").map((word) => word.trim()) ?? [];
  return offered.find((word) => word.startsWith(TOKEN_PROTOCOL))?.slice(TOKEN_PROTOCOL.length) ?? null;
}
