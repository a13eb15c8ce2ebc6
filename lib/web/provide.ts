/** The outermost middleware: gives routes their state, and logs what failed. */
import { HttpError, type Middleware } from "fresh";
import { sentences } from "../shared/sentences.ts";
import { LANGUAGES } from "../shared/text.ts";
import { StateError } from "../state/state_error.ts";
import type { WhoAsks } from "./who_asks.ts";
import type { Services } from "../app/services.ts";
import type { State } from "./state.ts";
import { errorResponse } from "./error_response.ts";
import { accessTexts } from "./access_texts.ts";
import { isApi } from "./is_api.ts";
import { HiddenError } from "./masked_services.ts";
import { chosen, cookie, preferred } from "./preferences.ts";
import { TokenRefused } from "./token_door.ts";
import { tokenFaultTexts } from "./token_texts.ts";
import { withoutSecrets } from "./without_secrets.ts";

const THEMES = ["auto", "light", "dark"] as const;

/** Preferences come from the address (`?lang=en&theme=dark`) and are then kept in cookies for a year. */
export function provide(services: Services, whoAsks: WhoAsks): Middleware<State> {
  return async function provideMiddleware(ctx) {
    const { state, req, url, info } = ctx;
    state.services = services;
    state.viewer = null;
    const language = chosen(url.searchParams.get("lang"), LANGUAGES);
    const theme = chosen(url.searchParams.get("theme"), THEMES);
    state.language = language ?? cookie(req, { name: "lang", options: LANGUAGES }) ??
      preferred(req, LANGUAGES) ?? LANGUAGES[0];
    state.theme = theme ?? cookie(req, { name: "theme", options: THEMES }) ?? "auto";
    const answer = async () => {
      state.viewer = await whoAsks(req, info.remoteAddr, url);
      return await ctx.next();
    };
    const response = await logged(services, { req, url, answer });
    services.telemetry.observeRequest(req.method, response.status);
    // The headers of an upgrade cannot be changed on every runtime, and need not be.
    if (response.status === 101) return response;
    const place = { path: services.basePath, secure: url.protocol === "https:" };
    if (language) remember(response, { name: "lang", value: language, ...place });
    if (theme) remember(response, { name: "theme", value: theme, ...place });
    return response;
  };
}

/** Errors of routes are answered by the error page further in or by the framework; nobody else writes them down. */
async function logged(
  { log, telemetry, basePath }: Services,
  { answer, req, url }: { answer: () => Promise<Response>; req: Request; url: URL },
): Promise<Response> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof HiddenError) {
      return errorResponse(403, { code: "hidden", message: accessTexts.hidden });
    }
    if (error instanceof TokenRefused) return tokenRefused(error);
    // Who records says once in the log that the state fails.
    if (error instanceof StateError && isApi(url, basePath)) return stateUnavailable(error);
    const status = error instanceof HttpError ? error.status : 500;
    telemetry.observeRequest(req.method, status);
    if (status >= 500) {
      log.error("A request failed", {
        method: req.method,
        path: withoutSecrets(url.pathname),
        error: describe(error),
      });
    }
    throw error;
  }
}

/** RFC 6750, 3.1 */
function tokenRefused({ fault }: TokenRefused): Response {
  const response = errorResponse(401, { code: `token_${fault}`, message: tokenFaultTexts[fault] });
  response.headers.set("www-authenticate", 'Bearer error="invalid_token"');
  return response;
}

function stateUnavailable({ reason, remedy }: StateError): Response {
  const message = { ko: sentences(reason.ko, remedy.ko), en: sentences(reason.en, remedy.en) };
  return errorResponse(503, { code: "state_unavailable", message });
}

function remember(
  response: Response,
  { name, value, path, secure }: { name: string; value: string; path: string; secure: boolean },
) {
  const year = 365 * 24 * 3600;
  const kept = `Path=${path || "/"}; Max-Age=${year}; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
  response.headers.append("set-cookie", `${name}=${value}; ${kept}`);
}

function describe(error: unknown): string {
  return error instanceof Error ? error.stack ?? error.message : String(error);
}
