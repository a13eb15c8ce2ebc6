import type { Text } from "../shared/text.ts";

/** What the keys of `auth.oidc` mean, by their dotted paths. */
export const oidcKeyTexts: Readonly<Record<string, Text>> = {
  "auth.oidc": {
    ko:
      "구글 워크스페이스, Entra ID, Keycloak 같은 OpenID 제공자로 로그인하기. 등록할 주소: https://<대시보드>/login/oidc/callback",
    en:
      "Logging in by an OpenID provider such as Google Workspace, Entra ID or Keycloak; the address to register is https://DASHBOARD/login/oidc/callback",
  },
  "auth.oidc.issuer": {
    ko: "제공자의 주소. 예: https://accounts.google.com. 비우면 쓰지 않습니다",
    en: "The provider's address, such as https://accounts.google.com; empty: none",
  },
  "auth.oidc.client_id": {
    ko: "제공자에 등록한 클라이언트 ID",
    en: "As what the provider has registered this program",
  },
  "auth.oidc.client_secret": {
    ko: "클라이언트 비밀 값. 공개 클라이언트면 비웁니다",
    en: "The client's secret; empty for a public client",
  },
  "auth.oidc.allowed": {
    ko: "들어올 수 있는 이메일 주소와 도메인",
    en: "The e-mail addresses, and domains of them, that are let in",
  },
  "auth.oidc.role": {
    ko: "처음 로그인한 사람의 권한. 나중에 marketpulse user role로 바꿀 수 있습니다",
    en: "What who comes for the first time may do; marketpulse user role changes it",
  },
};
