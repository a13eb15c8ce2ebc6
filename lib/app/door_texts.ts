import { sentences } from "../shared/sentences.ts";
import type { Text } from "../shared/text.ts";

/** What is said about who can come in. */
export const doorTexts = {
  noUser: (host: string, demo: boolean): Text => ({
    ko: `${host}에서는 다른 컴퓨터도 접속할 수 있는데 로그인할 사용자가 없어 시작하지 않습니다. ${
      demo ? "" : "marketpulse user add admin으로 사용자를 추가하거나 "
    }환경 변수 MARKETPULSE_ADMIN_PASSWORD에 admin의 비밀번호를 정하고 다시 시작해 주세요 (누구에게나 열어 두려면 설정에 auth: { mode: none })`,
    en: `Cannot start: on ${host} other machines can connect, and there is no user who could log in. ${
      demo ? "Set" : "Add one with marketpulse user add admin, or set"
    } the password of admin in the variable MARKETPULSE_ADMIN_PASSWORD, and start again (to have it open to everybody: auth: { mode: none } in the configuration)`,
  }),
  badAdminPassword: (fault: Text): Text => ({
    ko: sentences("MARKETPULSE_ADMIN_PASSWORD를 쓸 수 없습니다", fault.ko),
    en: sentences("MARKETPULSE_ADMIN_PASSWORD cannot be used", fault.en),
  }),
} as const;
