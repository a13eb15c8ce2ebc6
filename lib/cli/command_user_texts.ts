import { type Role, ROLES } from "../shared/viewer.ts";
import type { Text } from "../shared/text.ts";

const roleNames: Readonly<Record<Role, Text>> = {
  viewer: { ko: "보기 전용", en: "viewer" },
  operator: { ko: "운영자", en: "operator" },
  admin: { ko: "관리자", en: "admin" },
};

const rights = (role: Role, masked: boolean): Text => ({
  ko: masked ? `${roleNames[role].ko}, 금액 숨김` : roleNames[role].ko,
  en: masked ? `${roleNames[role].en}, no amounts` : roleNames[role].en,
});

const SEE_LIST = { ko: "marketpulse user list로 확인해 주세요", en: "see marketpulse user list" };

/** What `marketpulse user` says. */
export const userTexts = {
  user: { ko: "대시보드에 로그인할 사용자를 관리합니다", en: "The people who may log in to the dashboard" },
  add: {
    ko: "사용자를 추가합니다. 첫 사용자는 따로 정하지 않으면 관리자가 됩니다",
    en: "Add a user; the first one is an admin unless said otherwise",
  },
  passwd: {
    ko: "비밀번호를 바꿉니다. 그 사용자는 모든 기기에서 로그아웃됩니다",
    en: "Change a user's password, which logs them out everywhere",
  },
  role: { ko: "사용자의 권한을 바꿉니다", en: "Change what a user may do" },
  list: { ko: "사용자를 모두 보여 줍니다", en: "List the users" },
  remove: { ko: "사용자를 지웁니다. 바로 로그아웃됩니다", en: "Remove a user, who is logged out at once" },
  sessions: { ko: "사용자가 로그인한 기기를 보여 줍니다", en: "Show on which devices a user is logged in" },
  totp: {
    ko: "로그인할 때 인증 앱의 코드도 묻게 합니다. QR 코드와 복구 코드를 보여 줍니다",
    en: "Ask for the code of an authenticator app at each login; shows the QR code and recovery codes",
  },
  totpOff: { ko: "인증 앱의 코드를 더는 묻지 않습니다", en: "Ask for no code any more" },
  totpMade: (name: string): Text => ({
    ko:
      `${name} 사용자는 이제 로그인할 때 코드도 적어야 합니다. 인증 앱으로 아래 QR 코드를 찍거나 주소를 등록해 주세요. 지금만 볼 수 있습니다:`,
    en:
      `${name} now needs a code to log in. Scan this with an authenticator app, or enter the address; it is shown this once:`,
  }),
  recoveryCodes: {
    ko: "앱을 쓸 수 없을 때 한 번씩 쓸 수 있는 복구 코드입니다. 안전한 곳에 적어 두세요:",
    en: "Recovery codes for when the app is lost, each good once. Keep them in a safe place:",
  },
  totpRemoved: (name: string): Text => ({
    ko: `${name} 사용자에게 더는 코드를 묻지 않습니다`,
    en: `${name} needs no code any more`,
  }),
  noTotp: (name: string): Text => ({
    ko: `${name} 사용자는 코드를 쓰고 있지 않습니다`,
    en: `${name} needs no code as it is`,
  }),
  revoke: { ko: "모든 기기에서 로그아웃시킵니다", en: "Log the user out on all of them" },
  name: { ko: "사용자 이름", en: "the user's name" },
  roleArgument: { ko: `권한 (${ROLES.join(", ")})`, en: `one of ${ROLES.join(", ")}` },
  roleFlag: {
    ko: "viewer(보기), operator(보기와 조작), admin(사용자와 설정까지)",
    en: "viewer (look), operator (look and act), admin (users and settings, too)",
  },
  masked: { ko: "금액을 보여 주지 않습니다 (viewer만)", en: "Hide amounts of money (viewers only)" },
  passwordStdin: {
    ko: "비밀번호를 터미널 대신 표준 입력에서 읽습니다",
    en: "Read the password from the standard input instead of the terminal",
  },
  password: (name: string): Text => ({
    ko: `${name}의 새 비밀번호 (화면에 보이지 않습니다): `,
    en: `New password of ${name} (it is not shown): `,
  }),
  again: { ko: "한 번 더: ", en: "Once more: " },
  different: {
    ko: "두 비밀번호가 다릅니다. 아무것도 바꾸지 않았습니다. 다시 실행해 주세요",
    en: "The two passwords differ, nothing was changed: run the command again",
  },
  cancelled: { ko: "취소했습니다. 아무것도 바꾸지 않았습니다", en: "Cancelled, nothing was changed" },
  noTerminal: {
    ko: "비밀번호를 물어볼 터미널이 없습니다. --password-stdin을 붙이고 표준 입력으로 보내 주세요",
    en: "There is no terminal to ask for the password: send it to the standard input, with --password-stdin",
  },
  notText: {
    ko: "표준 입력이 UTF-8 텍스트가 아니거나 너무 길어 비밀번호로 쓸 수 없습니다",
    en: "The standard input cannot be a password: it is no UTF-8 text, or too long",
  },
  badRole: (word: string): Text => ({
    ko: `없는 권한입니다: ${word} (쓸 수 있는 권한: ${ROLES.join(", ")})`,
    en: `Unknown role ${word}: it is one of ${ROLES.join(", ")}`,
  }),
  maskedRole: (role: Role): Text => ({
    ko: `금액 숨김(--masked)은 viewer에게만 쓸 수 있습니다 (지금 권한: ${role})`,
    en: `Only viewers can be --masked, not ${role}`,
  }),
  taken: (name: string): Text => ({
    ko: `이미 있는 사용자입니다: ${name}. 비밀번호를 바꾸려면: marketpulse user passwd ${name}`,
    en: `There is a user ${name} already: change the password with marketpulse user passwd ${name}`,
  }),
  unknown: (name: string): Text => ({
    ko: `없는 사용자입니다: ${name}. ${SEE_LIST.ko}`,
    en: `There is no user ${name}: ${SEE_LIST.en}`,
  }),
  added: (name: string, role: Role, masked: boolean): Text => ({
    ko: `사용자를 추가했습니다: ${name} (${rights(role, masked).ko})`,
    en: `Added ${name} (${rights(role, masked).en})`,
  }),
  passwordChanged: (name: string): Text => ({
    ko: `비밀번호를 바꿨습니다: ${name}. 로그인한 기기는 5초 안에 모두 로그아웃됩니다`,
    en: `Changed the password of ${name}, who is logged out everywhere within 5 s`,
  }),
  roleChanged: (name: string, role: Role, masked: boolean): Text => ({
    ko: `권한을 바꿨습니다: ${name} (${rights(role, masked).ko}). 실행 중인 서버에는 5초 안에 적용됩니다`,
    en: `${name} is now ${rights(role, masked).en}; a running server knows within 5 s`,
  }),
  removed: (name: string): Text => ({
    ko: `사용자를 지웠습니다: ${name}. 로그인한 기기는 5초 안에 모두 로그아웃됩니다`,
    en: `Removed ${name}, who is logged out everywhere within 5 s`,
  }),
  lastRemoved: {
    ko:
      "이제 사용자가 없습니다. 이 컴퓨터에서는 로그인 없이 열리고, 다른 컴퓨터에서는 열리지 않습니다 (auth.mode: auto)",
    en:
      "There is no user any more: without a login it opens on this machine, and on no other (with auth.mode: auto)",
  },
  none: {
    ko: "사용자가 없습니다. marketpulse user add <이름>으로 추가해 주세요",
    en: "There are no users: add one with marketpulse user add NAME",
  },
  noSessions: (name: string): Text => ({
    ko: `${name}은(는) 로그인한 기기가 없습니다`,
    en: `${name} is not logged in anywhere`,
  }),
  revoked: (name: string, count: number): Text => ({
    ko: `${name}의 로그인 ${count}개를 끝냈습니다. 5초 안에 적용됩니다`,
    en: `Ended ${count} ${count === 1 ? "session" : "sessions"} of ${name}, within 5 s`,
  }),
  rights,
  seen: (at: string, address: string, agent: string): Text => ({
    ko: `${at}에 마지막으로 사용 · ${address} · ${agent || "알 수 없는 브라우저"}`,
    en: `last used ${at} · ${address} · ${agent || "unknown browser"}`,
  }),
} as const;
