import type { Text } from "../shared/text.ts";

const add: Text = {
  ko:
    "marketpulse user add admin으로 사용자를 추가하거나 환경 변수 MARKETPULSE_ADMIN_PASSWORD에 admin의 비밀번호를 정해 주세요",
  en:
    "Add one with marketpulse user add admin, or set the password of admin in the variable MARKETPULSE_ADMIN_PASSWORD",
};

/** What is found out about who can come in. */
export const authTexts = {
  closed: { message: { ko: "로그인한 사용자에게만 열립니다", en: "It opens to users who have logged in" } },
  untilUser: {
    message: {
      ko: "사용자가 없어 이 컴퓨터에서만 로그인 없이 열립니다",
      en: "There is no user, so it opens without a login, on this machine alone",
    },
  },
  openHere: {
    message: {
      ko: "로그인 없이 열립니다 (auth.mode: none). 이 컴퓨터에서만 접속할 수 있습니다",
      en:
        "It opens without a login (auth.mode: none), to this machine and to who comes through a proxy on it",
    },
  },
  openToAll: (host: string) => ({
    message: {
      ko: `${host}에 접속할 수 있는 누구나 로그인 없이 매출을 볼 수 있습니다 (auth.mode: none)`,
      en: `Everybody who reaches ${host} sees the shop's revenue without a login (auth.mode: none)`,
    },
    remedy: {
      ko: `${add.ko}. 그런 다음 auth.mode를 auto로 바꿔 주세요`,
      en: `${add.en}; then set auth.mode to auto`,
    },
  }),
  nobody: {
    message: {
      ko: "로그인할 사용자가 없습니다. 시작하면 첫 관리자를 만들 코드가 로그에 나옵니다",
      en: "There is no user who could log in; once it runs, its log has a code to make the first one with",
    },
    remedy: add,
  },
  noUser: (host: string) => ({
    message: {
      ko: `${host}에서는 다른 컴퓨터도 접속할 수 있는데 로그인할 사용자가 없어 시작하지 않습니다`,
      en:
        `On ${host} other machines can connect, but there is no user who could log in, so it does not start`,
    },
    remedy: add,
  }),
  unknown: {
    message: {
      ko: "로그인할 사용자가 있는지는 여기서 알 수 없습니다",
      en: "Whether there is a user who could log in cannot be told here",
    },
    remedy: {
      ko: "marketpulse user list로 확인해 주세요",
      en: "See marketpulse user list",
    },
  },
} as const;
