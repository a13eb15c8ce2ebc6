import type { TokenFault } from "../auth/tokens.ts";
import type { Text } from "../shared/text.ts";

/** What is said to those whose token opens nothing. */
export const tokenFaultTexts: Readonly<Record<TokenFault, Text>> = {
  malformed: {
    ko: "토큰의 형식이 맞지 않습니다. 앞뒤가 잘리지 않도록 전체를 다시 복사해 주세요",
    en: "Cannot use this token, which was not copied as a whole: copy it again",
  },
  unknown: {
    ko: "등록되지 않은 토큰입니다. 이 서버에서 만든 토큰인지 확인하거나 새로 만들어 주세요",
    en:
      "Cannot use this token, which this server does not know: check that it was made here, or make another",
  },
  expired: {
    ko: "만료된 토큰입니다. 관리자에게 새 토큰을 요청해 주세요",
    en: "Cannot use this token, which has expired: ask an administrator for another",
  },
  revoked: {
    ko: "폐기된 토큰입니다. 관리자에게 새 토큰을 요청해 주세요",
    en: "Cannot use this token, which was revoked: ask an administrator for another",
  },
};

/** What a screen shows whose address opens nothing. */
export const screenRefused: Text = {
  ko: "이 화면 주소는 쓸 수 없습니다. 주소가 잘렸거나 폐기되었습니다. 관리자에게 새 주소를 요청해 주세요.",
  en: "This screen's address opens nothing: it was cut off or revoked. Ask an administrator for another.",
};

/** What is said to those who manage tokens. */
export const tokenApiTexts = {
  badWish: {
    ko:
      '토큰을 만들지 못했습니다. {"name": "이름", "kind": "api", "scopes": ["read"], "masked": false, "expires_in_days": 90}과 같은 JSON을 보내 주세요',
    en:
      'No token was made: send JSON such as {"name": "grafana", "kind": "api", "scopes": ["read"], "masked": false, "expires_in_days": 90}',
  },
  noSuch: {
    ko: "이 ID의 토큰이 없습니다. 목록을 새로 고쳐 주세요",
    en: "There is no token with this ID: look at the list again",
  },
} as const satisfies Record<string, Text>;
