import { SCOPES } from "../shared/viewer.ts";
import type { Text } from "../shared/text.ts";

/** What `marketpulse token` says. */
export const tokenTexts = {
  token: {
    ko: "프로그램과 TV 화면이 로그인 대신 쓰는 토큰을 관리합니다",
    en: "Manage the tokens by which programs and screens come in without a login",
  },
  create: {
    ko: "토큰을 만들고 한 번만 보여 줍니다",
    en: "Make a token and show it, once",
  },
  list: { ko: "토큰 목록을 보여 줍니다", en: "List the tokens" },
  revoke: {
    ko: "토큰을 폐기합니다. 열려 있던 연결도 바로 끊깁니다",
    en: "End a token and what is open for it",
  },
  name: { ko: "토큰의 이름, 예: grafana", en: "what it is called, such as grafana" },
  id: { ko: "token list에 나오는 ID", en: "its ID, as token list tells" },
  scope: {
    ko: `용도: read 조회, metrics /metrics 수집, operate 조회와 조작. 여러 번 쓸 수 있습니다 (기본: read)`,
    en:
      "What it is for: read; metrics to scrape /metrics; operate to read and act. May be repeated (default: read)",
  },
  expires: {
    ko: "만료까지의 기간 또는 never (기본: 90d)",
    en: "How long it lasts, or never (default: 90d)",
  },
  masked: { ko: "금액을 가립니다", en: "Hide amounts of money" },
  screen: {
    ko: "TV 화면용 주소를 만듭니다. 보기만 할 수 있고 만료되지 않습니다",
    en: "Make an address for a screen on a wall, which only shows and does not expire",
  },
  publicUrl: {
    ko: "화면이 접속할 대시보드 주소 (기본: 설정의 주소)",
    en: "The dashboard's address as the screen reaches it (default: as configured)",
  },
  notScope: (word: string): Text => ({
    ko: `--scope에 쓸 수 없는 값입니다: ${word} (쓸 수 있는 값: ${SCOPES.join(", ")})`,
    en: `Unknown scope ${word}: --scope takes ${SCOPES.join(", ")}`,
  }),
  screenIsFixed: {
    ko: "화면용 토큰은 조회만 할 수 있고 만료되지 않습니다. --scope와 --expires를 빼 주세요",
    en: "A screen only shows and its token does not expire: leave out --scope and --expires",
  },
  urlIsOfScreens: {
    ko: "--public-url은 --screen과 함께만 쓸 수 있습니다",
    en: "--public-url belongs to --screen",
  },
  made: (id: string, ends: string | null): Text => ({
    ko: `토큰을 만들었습니다 (ID ${id}, ${
      ends === null ? "만료 없음" : `${ends} 만료`
    }). 지금만 볼 수 있으니 안전한 곳에 옮겨 두세요:`,
    en: `Made the token ${id}, which ${
      ends === null ? "never expires" : `expires on ${ends}`
    }. It is shown this once, so keep it in a safe place:`,
  }),
  screenMade: (id: string): Text => ({
    ko:
      `화면용 토큰을 만들었습니다 (ID ${id}). 아래 주소를 TV의 브라우저에서 한 번 여세요. 주소를 아는 사람은 누구나 볼 수 있고, 지금만 보여 드립니다:`,
    en:
      `Made the screen's token ${id}. Open this address once in the screen's browser. Whoever has it can look, and it is shown this once:`,
  }),
  revoked: (name: string): Text => ({
    ko: `'${name}' 토큰을 폐기했습니다. 실행 중인 서버에는 몇 초 안에 반영됩니다`,
    en: `Ended the token '${name}'. A running server knows within seconds`,
  }),
  none: { ko: "토큰이 없습니다", en: "There are no tokens" },
  noSuch: (id: string): Text => ({
    ko: `ID가 ${id}인 토큰이 없습니다. marketpulse token list로 확인해 주세요`,
    en: `There is no token with the ID ${id}: see marketpulse token list`,
  }),
  columns: {
    ko: ["ID", "용도", "금액", "만료", "마지막 사용", "이름"],
    en: ["ID", "FOR", "AMOUNTS", "EXPIRES", "LAST USE", "NAME"],
  },
  words: {
    screen: { ko: "화면", en: "screen" },
    masked: { ko: "가림", en: "hidden" },
    never: { ko: "없음", en: "never" },
    expired: { ko: "만료됨", en: "expired" },
    revoked: { ko: "폐기됨", en: "revoked" },
    unused: { ko: "없음", en: "never" },
  },
} as const;
