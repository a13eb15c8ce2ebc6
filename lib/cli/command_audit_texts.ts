import type { Text } from "../shared/text.ts";
import { AUDIT_KINDS } from "../state/audit_store.ts";

const KINDS = AUDIT_KINDS.join(", ");

/** What `marketpulse audit` says. */
export const auditTexts = {
  audit: {
    ko: "감사 기록을 보여 줍니다: 로그인, 변경, 내보내기, 토큰 사용, 거절된 시도",
    en: "Show the audit log: logins, changes, exports, token use, and who was refused",
  },
  since: { ko: "얼마 전부터 (기본: 7d)", en: "How far back (default: 7d)" },
  kind: { ko: `이 종류만 보여 줍니다 (${KINDS})`, en: `Only this kind (${KINDS})` },
  notKind: (word: string): Text => ({
    ko: `--kind에 쓸 수 없는 값입니다: ${word} (쓸 수 있는 값: ${KINDS})`,
    en: `Unknown kind ${word}: --kind takes ${KINDS}`,
  }),
  none: { ko: "이 기간에는 기록이 없습니다", en: "Nothing was recorded in this time" },
  columns: {
    ko: ["시각", "결과", "작업", "누가", "주소", "대상", "내용"],
    en: ["WHEN", "OUTCOME", "ACTION", "WHO", "ADDRESS", "WHAT", "DETAIL"],
  },
} as const;
