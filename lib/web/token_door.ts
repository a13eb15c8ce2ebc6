import type { Services } from "../app/services.ts";
import type { TokenFault } from "../auth/tokens.ts";
import { addressOf } from "./peer_address.ts";
import { screenSecret } from "./screen_cookie.ts";
import { shownToken } from "./shown_token.ts";
import type { WhoAsks } from "./who_asks.ts";

/** Somebody showed a token that opens nothing. They are told so, even where nobody needs one. */
export class TokenRefused extends Error {
  readonly fault: TokenFault;

  constructor(fault: TokenFault) {
    super(`The token is ${fault}`);
    this.name = "TokenRefused";
    this.fault = fault;
  }
}

/**
 * Who asks with a token. Without one it is whom `otherwise` finds; a screen's cookie counts where nobody has logged in on
 * that browser.
 *
 * The promise rejects with {@linkcode TokenRefused}, and with a `StateError` when tokens cannot be looked up.
 */
export function tokenDoor(
  { tokens, server }: Pick<Services, "tokens" | "server">,
  otherwise: WhoAsks,
): WhoAsks {
  return async (request, peer, url) => {
    const address = addressOf(request, { peer, trustProxy: server.trust_proxy });
    const shown = shownToken(request);
    if (shown !== null) {
      const found = await tokens.find(shown, { kind: "api", address });
      if (!found.ok) throw new TokenRefused(found.fault);
      return found.viewer;
    }
    const viewer = await otherwise(request, peer, url);
    const secret = viewer?.kind === "user" ? null : screenSecret(request);
    if (secret === null) return viewer;
    const found = await tokens.find(secret, { kind: "screen", address });
    return found.ok ? found.viewer : viewer;
  };
}
