import type { Context } from "fresh";
import type { OidcFault } from "../auth/oidc.ts";
import type { Text } from "../shared/text.ts";
import type { State } from "./state.ts";

/** Where the provider is to send the browser back to; it has to be registered there. */
export function callbackUrl({ url, state: { services: { basePath } } }: Context<State>): string {
  return `${url.origin}${basePath}/login/oidc/callback`;
}

/** Why nobody was let in by a provider, as the address of the login page says it. */
const FAULTS: Readonly<Record<OidcFault | "off", Text>> = {
  denied: {
    ko: "로그인은 되었지만 이 대시보드를 볼 수 있는 계정이 아닙니다. 관리자에게 문의해 주세요.",
    en: "You are who you say, but not among those who may see this dashboard: ask an administrator.",
  },
  failed: {
    ko: "로그인 제공자로 확인하지 못했습니다. 다시 시도하고, 계속되면 관리자에게 문의해 주세요.",
    en: "The login provider could not be asked: try again, and ask an administrator if it goes on.",
  },
  off: {
    ko: "이 방법으로는 로그인할 수 없습니다. 사용자 이름과 비밀번호로 로그인해 주세요.",
    en: "One cannot log in that way here: use a name and a password.",
  },
};

export function backToLogin(
  { state: { services: { basePath } } }: Context<State>,
  fault: keyof typeof FAULTS,
): Response {
  const headers = { location: `${basePath}/login?oidc=${fault}`, "cache-control": "no-store" };
  return new Response(null, { status: 303, headers });
}

/** What the login page says of a fault in its address; null where there is none that we name. */
export function oidcFault(params: URLSearchParams): Text | null {
  const fault = params.get("oidc") ?? "";
  return Object.hasOwn(FAULTS, fault) ? FAULTS[fault as keyof typeof FAULTS] : null;
}
