import type { Text } from "../shared/text.ts";

/** What the command line says. */
export const cliTexts = {
  program: {
    ko: "여러 마켓에서 파는 쇼핑몰의 현황과 마켓 API 상태를 실시간으로 보여 줍니다",
    en: "Shows a multi-market shop and the health of its markets' APIs, live",
  },
  serve: { ko: "대시보드 서버를 시작합니다 (기본 명령)", en: "Start the dashboard server (the default)" },
  version: { ko: "버전을 출력합니다", en: "Print the version" },
  help: { ko: "도움말을 출력합니다", en: "Print this help" },
  config: {
    ko: "설정 파일 (기본: 있으면 marketpulse.yaml)",
    en: "Configuration file (default: marketpulse.yaml, if there)",
  },
  host: { ko: "접속을 받을 주소 (기본: 127.0.0.1)", en: "Address to listen on (default: 127.0.0.1)" },
  port: { ko: "접속을 받을 포트 (기본: 8765)", en: "Port to listen on (default: 8765)" },
  demo: { ko: "데이터베이스 대신 데모 쇼핑몰을 보여 줍니다", en: "Show the demo shop instead of a database" },
  badConfig: {
    ko: "설정에 잘못된 곳이 있어 시작할 수 없습니다",
    en: "Cannot start, the configuration has faults",
  },
  portInUse: (host: string, port: number): Text => ({
    ko:
      `${host}:${port}은 다른 프로그램이 쓰고 있습니다. 그 프로그램을 끝내거나 --port로 다른 포트를 지정해 주세요`,
    en: `Cannot listen on ${host}:${port}, another program does: end it, or choose another port with --port`,
  }),
  cannotListen: (host: string, port: number, cause: string): Text => ({
    ko: `${host}:${port}에서 접속을 받을 수 없습니다 (${cause}). --host와 --port를 확인해 주세요`,
    en: `Cannot listen on ${host}:${port} (${cause}): check --host and --port`,
  }),
} as const;
