import type { Text } from "../shared/text.ts";

/** What is answered to those who may not have what they ask for. */
export const accessTexts = {
  loginRequired: {
    ko: "로그인이 필요합니다. 브라우저에서 로그인하거나, Authorization: Bearer 헤더에 API 토큰을 넣어 주세요",
    en:
      "Cannot answer before you log in: log in with a browser, or send an API token as Authorization: Bearer",
  },
  forbidden: {
    ko: "이 요청을 할 권한이 없습니다. 관리자에게 권한(역할이나 토큰의 범위)을 요청해 주세요",
    en: "Cannot do this for you: ask an administrator for the right, which is a role or a token's scope",
  },
  notHere: {
    ko:
      "로그인하지 않은 동안에는 서버가 실행 중인 컴퓨터에서만 할 수 있습니다. 그 컴퓨터에서 127.0.0.1로 접속하거나 marketpulse 명령을 써 주세요",
    en:
      "Nothing was done: without logging in this can only be done on the machine on which the server runs. Open the page there at 127.0.0.1, or use the command marketpulse",
  },
  hidden: {
    ko: "금액을 볼 수 없도록 설정된 계정입니다. 금액이 아닌 지표를 조회하거나 관리자에게 문의해 주세요",
    en:
      "Cannot answer: amounts of money are hidden from you. Ask for another figure, or ask an administrator",
  },
} as const satisfies Record<string, Text>;
