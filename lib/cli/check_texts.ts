/** What `marketpulse check` says around its findings. */
import type { Area, Grade } from "../check/finding.ts";
import type { Text } from "../shared/text.ts";

export const AREA_NAMES: Readonly<Record<Area, Text>> = {
  config: { ko: "설정", en: "Configuration" },
  database: { ko: "데이터베이스", en: "Database" },
  redis: { ko: "Redis", en: "Redis" },
  state: { ko: "상태 파일", en: "State file" },
  markets: { ko: "마켓 API", en: "Market APIs" },
  checks: { ko: "직접 만든 점검", en: "Own checks" },
  metrics: { ko: "직접 만든 지표", en: "Own metrics" },
  public_url: { ko: "공개 주소", en: "Public address" },
};

export const GRADE_NAMES: Readonly<Record<Grade, Text>> = {
  ok: { ko: "정상", en: "ok" },
  off: { ko: "사용 안 함", en: "off" },
  warning: { ko: "주의", en: "warning" },
  fault: { ko: "오류", en: "fault" },
};

export const checkTexts = {
  waiting: (area: Text): Text => ({
    ko: `… ${area.ko} 확인 중입니다. 잠시만 기다려 주세요`,
    en: `… ${area.en}: still checking`,
  }),
  summary: ({ warning, fault }: Record<Grade, number>): Text => {
    if (fault + warning === 0) return { ko: "모두 정상입니다", en: "All is well" };
    return {
      ko: `오류 ${fault}건, 주의 ${warning}건이 있습니다`,
      en: `${fault} ${fault === 1 ? "fault" : "faults"}, ${warning} ${
        warning === 1 ? "warning" : "warnings"
      }`,
    };
  },
} as const;
