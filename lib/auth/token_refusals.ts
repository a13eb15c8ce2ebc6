import type { Text } from "../shared/text.ts";
import { TOKEN_LIMITS, type TokenRefusal } from "./token_desk.ts";

/** Why a token was not given out, and what to do. */
export const tokenRefusals: Readonly<Record<TokenRefusal, Text>> = {
  bad_name: {
    ko: `토큰 이름은 제어 문자 없이 1–${TOKEN_LIMITS.name}자로 적어 주세요`,
    en: `Cannot call a token so: a name has 1 to ${TOKEN_LIMITS.name} characters that can be seen`,
  },
  name_taken: {
    ko: "같은 이름의 토큰이 있습니다. 그 토큰을 먼저 폐기하거나 다른 이름을 써 주세요",
    en: "There is a token of this name: end it first, or choose another name",
  },
  no_scope: { ko: "용도를 하나 이상 적어 주세요", en: "A token has to be for something: give a scope" },
  bad_life: {
    ko: "만료까지의 기간은 1분에서 10년 사이로 적어 주세요. 만료를 원하지 않으면 never를 쓰세요",
    en: "A token lasts from a minute to ten years: give another span, or never",
  },
  too_many: {
    ko: `토큰은 ${TOKEN_LIMITS.tokens}개까지 만들 수 있습니다. 쓰지 않는 토큰을 폐기해 주세요`,
    en: `There can be ${TOKEN_LIMITS.tokens} tokens: end some that are not needed`,
  },
};
