import type { Text } from "../shared/text.ts";

/** What the program says where a part of it failed, or has not delivered yet. */
export const appTexts = {
  collectorDown: (seconds: number): Text => ({
    ko: `수집 작업이 멈춰 ${seconds}초 뒤에 다시 시작합니다`,
    en: `The collector failed and is started again in ${seconds} s`,
  }),
  collectorRemedy: {
    ko: "계속되면 서버 로그에서 원인을 확인해 주세요",
    en: "If it goes on, the server's log says why",
  },
  preparing: {
    ko: "데모 쇼핑몰을 준비하는 중입니다. 몇 초만 기다려 주세요",
    en: "The demo shop is being prepared, it takes a few seconds",
  },
  connecting: {
    ko: "데이터베이스에 연결하는 중입니다",
    en: "Connecting to the database",
  },
  databaseOff: {
    ko:
      "설정(database.enabled: false)에 따라 데이터베이스 조회를 멈췄습니다. 마지막으로 읽은 값을 보여 드립니다",
    en:
      "The configuration (database.enabled: false) stopped reading the database; these are the last known values",
  },
  databaseOn: {
    ko: "다시 읽으려면 설정에서 database.enabled를 true로 바꿔 주세요",
    en: "To read again, set database.enabled to true in the configuration",
  },
  noRedis: {
    ko: "Redis를 쓰지 않아 마지막 상태를 메모리에만 보관합니다",
    en: "Redis is not used, the last known state is kept in memory only",
  },
  firstCheck: {
    ko: "첫 점검을 기다리는 중입니다",
    en: "Waiting for the first check",
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
