import type { Text } from "../shared/text.ts";
import { SALE_HOURS } from "../app/sale_mode.ts";

/** What `marketpulse sale` says. */
export const saleCommandTexts = {
  sale: {
    ko: "빅세일 모드를 켜고 끕니다. 켜 두는 동안 1초마다 읽습니다",
    en: "Begin or end the big-sale mode, in which figures are read every second",
  },
  start: {
    ko: "실행 중인 서버의 빅세일 모드를 정한 시간 동안 켭니다",
    en: "Begin the big-sale mode of the running server, for some hours",
  },
  stop: { ko: "실행 중인 서버의 빅세일 모드를 끕니다", en: "End the big-sale mode of the running server" },
  hours: {
    ko: `시간 수 (${SALE_HOURS.least}–${SALE_HOURS.most})`,
    en: `how many hours (${SALE_HOURS.least} to ${SALE_HOURS.most})`,
  },
  host: { ko: "서버의 주소 (기본: 설정대로)", en: "The server's address (default: as configured)" },
  port: { ko: "서버의 포트 (기본: 설정대로)", en: "The server's port (default: as configured)" },
  notHours: (text: string): Text => ({
    ko:
      `시간은 ${SALE_HOURS.least}부터 ${SALE_HOURS.most}까지의 숫자로 적어 주세요 (지금 값: ${text}). 예: marketpulse sale start 3`,
    en:
      `Cannot last ${text} hours: write a number from ${SALE_HOURS.least} to ${SALE_HOURS.most}, as in marketpulse sale start 3`,
  }),
  anyPort: {
    ko: "설정의 server.port가 0이라 서버의 포트를 알 수 없습니다. --port로 적어 주세요",
    en: "Cannot tell where the server is, because server.port is 0: give its port with --port",
  },
  nobody: (host: string): Text => ({
    ko: `${host}에서 실행 중인 서버가 없습니다. 서버를 시작하거나 --port로 서버의 포트를 적어 주세요`,
    en: `No server answers at ${host}: start it, or give its port with --port`,
  }),
  notOurs: (host: string): Text => ({
    ko: `${host}에서 답한 것은 이 버전의 마켓펄스가 아닙니다. --port로 서버의 포트를 적어 주세요`,
    en: `What answers at ${host} is no MarketPulse of this version: give the server's port with --port`,
  }),
  otherState: (host: string): Text => ({
    ko:
      `${host}의 서버는 로그인이 필요한데, 이 명령이 쓰는 상태(state.url)와 다른 상태를 쓰고 있어 들어갈 수 없습니다. 서버와 같은 --config와 STATE_URL로 실행해 주세요`,
    en:
      `The server at ${host} asks for a login, and keeps its state elsewhere than this command looks: run it with the server's --config and STATE_URL`,
  }),
  begun: (until: string, timezone: string): Text => ({
    ko:
      `빅세일 모드를 켰습니다. ${until}(${timezone})까지 1초마다 읽고, 그 뒤에는 저절로 원래 주기로 돌아갑니다`,
    en:
      `The big-sale mode has begun: figures are read every second until ${until} (${timezone}), then as often as before`,
  }),
  ended: {
    ko: "빅세일 모드를 껐습니다. 원래 주기로 읽습니다",
    en: "The big-sale mode has ended: figures are read as often as before",
  },
} as const;
