/** What commands say that work on the own state. */
export const ownStateTexts = {
  forgets: {
    ko: "state.url이 메모리라서 아무것도 남길 수 없습니다. STATE_URL에 파일을 지정해 주세요",
    en: "Cannot keep anything, because the state is in memory: name a file with STATE_URL",
  },
  demo: {
    ko: "알림: 데이터베이스가 설정되지 않아 데모로 시작합니다. 데모는 이 상태를 쓰지 않습니다",
    en: "Note: no database is configured, so the demo will start, which does not use this state",
  },
  notAudited: {
    ko: "이 작업을 감사 기록에 남기지 못했습니다",
    en: "This could not be written to the audit log",
  },
} as const;
