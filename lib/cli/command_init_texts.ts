import type { Text } from "../shared/text.ts";

/** What the help says of `marketpulse init`. */
export const initCommandTexts = {
  init: {
    ko: "데이터베이스를 살펴보고 설정을 제안해 marketpulse.yaml에 씁니다",
    en: "Look at a database, propose a configuration, and write it",
  },
  databaseUrl: {
    ko: "살펴볼 데이터베이스 (기본: 환경 변수 DATABASE_URL, 없으면 묻습니다)",
    en: "The database to look at (default: the environment variable DATABASE_URL, else it is asked for)",
  },
  output: {
    ko: "설정을 쓸 파일, -는 표준 출력 (기본: marketpulse.yaml)",
    en: "Where it is written, - for the standard output (default: marketpulse.yaml)",
  },
  yes: { ko: "묻지 않고 제안대로 씁니다", en: "Ask nothing, write what is proposed" },
  force: {
    ko: "파일이 이미 있으면 그 안의 schema만 바꿉니다",
    en: "Where the file is there already, change what it says of schema",
  },
} as const satisfies Record<string, Text>;
