import type { Text } from "../shared/text.ts";

/** What is said of a request for recorded checks that cannot be answered. */
export const checksTexts = {
  unknownMarket: (known: readonly string[]): Text => ({
    ko: known.length > 0
      ? `market에는 확인하고 있는 마켓의 코드를 적어 주세요: ${known.join(", ")}`
      : "확인하고 있는 마켓이 없습니다. market을 빼고 조회해 주세요",
    en: known.length > 0
      ? `Cannot answer: market must be the code of a market that is checked: ${known.join(", ")}`
      : "Cannot answer: no market is checked, leave market out",
  }),
  badSince: {
    ko: "since에는 시간대가 있는 ISO 8601 시각을 적어 주세요. 예: 2026-11-24T09:00:00+09:00",
    en: "Cannot answer: since must be an ISO 8601 time with an offset, such as 2026-11-24T09:00:00+09:00",
  },
  badLimit: (most: number): Text => ({
    ko: `limit은 1 이상 ${most} 이하의 정수여야 합니다`,
    en: `Cannot answer: limit must be a whole number from 1 to ${most}`,
  }),
} as const;
