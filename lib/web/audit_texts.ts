import type { Text } from "../shared/text.ts";

/** What is said to those who ask for the audit log in a way that means nothing. */
export const auditTexts = {
  badSince: {
    ko: "since에는 2026-11-24T09:00:00+09:00처럼 시간대가 있는 시각을 적어 주세요",
    en: "Cannot read since: write a moment with its offset, as in 2026-11-24T09:00:00+09:00",
  },
  badKind: (kinds: readonly string[]): Text => ({
    ko: `kind에는 ${kinds.join(", ")} 중 하나를 적어 주세요`,
    en: `Cannot read kind: write one of ${kinds.join(", ")}`,
  }),
  badBefore: {
    ko: "before에는 앞서 받은 항목의 id를 적어 주세요",
    en: "Cannot read before: write the id of an entry that was answered",
  },
  badLimit: (most: number): Text => ({
    ko: `limit에는 1부터 ${most}까지의 정수를 적어 주세요`,
    en: `Cannot read limit: write a whole number from 1 to ${most}`,
  }),
} as const;
