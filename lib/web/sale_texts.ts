import type { Text } from "../shared/text.ts";
import { SALE_HOURS } from "../app/sale_mode.ts";

const { least, most } = SALE_HOURS;

/** What is answered to whoever begins or ends the big-sale mode. */
export const saleTexts = {
  badHours: {
    ko: `시간은 ${least}부터 ${most}까지의 숫자로 적어 주세요. 0은 빅세일 모드를 끝냅니다. 예: {"hours": 3}`,
    en: `Cannot begin: hours must be a number from ${least} to ${most}, or 0 to end, such as {"hours": 3}`,
  },
  originRefused: {
    ko: "다른 사이트에서 보낸 요청이라 빅세일 모드를 바꾸지 않았습니다. 이 서버의 화면에서 바꿔 주세요.",
    en: "Nothing was changed, because another site sent the request. Use this server's own page",
  },
} as const satisfies Record<string, Text>;
