import { NO_CONTENT_POLICY } from "./content_policy.ts";
import type { Services } from "../app/services.ts";
import type { Handler } from "../app/listen.ts";
import { SAFE_HEADERS } from "./safe_headers.ts";

/**
 * Gives every answer, whoever made it, the headers that none may lack, unless it has its own of the name. What does not
 * say otherwise is kept nowhere: pages and the API tell of a shop's revenue. The headers of an upgrade cannot be changed on every runtime, and need not be.
 */
export function safeAnswers(handler: Handler, { server }: Pick<Services, "server">): Handler {
  const usual = Object.entries({
    ...SAFE_HEADERS,
    ...strictTransport(server.tls),
    "cache-control": "no-store",
    "content-security-policy": NO_CONTENT_POLICY,
  });
  return async function safeHandler(request, info) {
    const response = await handler(request, info);
    if (response.status === 101) return response;
    const { headers } = response;
    for (const [name, value] of usual) if (!headers.has(name)) headers.set(name, value);
    return response;
  };
}

/**
 * Only where we serve https ourselves: behind a proxy the name, and what else is served under it, is the proxy's. A browser
 * that does not believe the certificate does not believe this, either (RFC 6797, section 8.1).
 */
function strictTransport({ cert, hsts }: Services["server"]["tls"]): Record<string, string> {
  if (cert === "" || hsts === 0) return {};
  return { "strict-transport-security": `max-age=${Math.floor(hsts / 1000)}` };
}
