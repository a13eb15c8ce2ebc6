import type { Text } from "../shared/text.ts";
import { SALE_HOURS } from "../app/sale_mode.ts";

const { least, most } = SALE_HOURS;

/** What is answered to whoever begins or ends the big-sale mode. */
export const saleTexts = {
  badHours: {
    ko: `시간은 ${least}부터 ${most}까지의 숫자로 적어 주세요. 0은 빅세일 모드를 끝냅니다. 예: {"hours": 3}`,
    en: `Cannot begin: hours must be a number from ${least} to ${most}, or 0 to end, such as {"hours": 3}`,
  },
} as const satisfies Record<string, Text>;
