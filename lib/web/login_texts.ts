import type { Text } from "../shared/text.ts";

/** What the login page says. */
export const loginTexts = {
  title: { ko: "로그인", en: "Log in" },
  name: { ko: "사용자 이름", en: "User name" },
  password: { ko: "비밀번호", en: "Password" },
  submit: { ko: "로그인", en: "Log in" },
  forgotten: {
    ko: "비밀번호를 잊으셨다면 서버에서 marketpulse user passwd <이름>으로 바꿀 수 있습니다.",
    en: "Forgotten the password? It can be changed on the server, with marketpulse user passwd NAME.",
  },
  wrong: {
    ko: "사용자 이름이나 비밀번호가 맞지 않습니다. 다시 확인해 주세요.",
    en: "The user name or the password is wrong: check both.",
  },
  other: { ko: "회사 계정으로 로그인", en: "Log in with your organisation's account" },
  codeTitle: { ko: "인증 코드", en: "Code of your app" },
  codeAbout: {
    ko: "인증 앱에 표시된 6자리 코드를 적어 주세요. 앱을 쓸 수 없으면 복구 코드를 적어도 됩니다.",
    en: "Enter the six digits that your authenticator app shows, or one of your recovery codes.",
  },
  otp: { ko: "인증 코드", en: "Code" },
  wrongCode: {
    ko: "인증 코드가 맞지 않거나 이미 쓴 코드입니다. 앱에 새로 표시된 코드를 적어 주세요.",
    en: "The code is wrong or was used before: enter the one that the app shows now.",
  },
  expired: {
    ko: "시간이 지나 처음부터 다시 로그인해야 합니다.",
    en: "That took too long: log in again from the beginning.",
  },
  throttled: (seconds: number): Text => ({
    ko: `로그인에 여러 번 실패해 잠시 기다려야 합니다. ${inWords(seconds).ko} 뒤에 다시 시도해 주세요.`,
    en: `Too many failed attempts: try again in ${inWords(seconds).en}.`,
  }),
  busy: (seconds: number): Text => ({
    ko: `지금 로그인하려는 사람이 너무 많습니다. ${inWords(seconds).ko} 뒤에 다시 시도해 주세요.`,
    en: `Too many people are logging in just now: try again in ${inWords(seconds).en}.`,
  }),
  stateAway: {
    ko:
      "사용자 정보를 읽을 수 없어 지금은 로그인할 수 없습니다. 잠시 뒤 다시 시도하시고, 계속되면 서버 로그를 확인해 주세요.",
    en:
      "Nobody can log in just now, because the users cannot be read: try again in a moment, then see the server's log.",
  },
  badForm: {
    ko: "보낸 내용을 읽을 수 없습니다. 이 페이지에서 다시 로그인해 주세요.",
    en: "What was sent cannot be read: log in on this page.",
  },
  firstTitle: { ko: "첫 관리자 만들기", en: "Make the first admin" },
  firstAbout: {
    ko: "아직 사용자가 없습니다. 서버 로그에 나온 코드를 적고 관리자를 만들어 주세요.",
    en: "There is no user yet. Enter the code from the server's log, and make an admin.",
  },
  code: { ko: "서버 로그의 코드", en: "Code from the server's log" },
  newPassword: { ko: "새 비밀번호 (10자 이상)", en: "New password (at least 10 characters)" },
  again: { ko: "비밀번호 한 번 더", en: "The password once more" },
  create: { ko: "관리자 만들고 로그인", en: "Make the admin and log in" },
  different: {
    ko: "두 비밀번호가 다릅니다. 똑같이 두 번 적어 주세요.",
    en: "The two passwords differ: enter the same one twice.",
  },
} as const;

function inWords(seconds: number): Text {
  if (seconds < 90) return { ko: `${seconds}초`, en: `${seconds} s` };
  const minutes = Math.ceil(seconds / 60);
  return { ko: `${minutes}분`, en: `${minutes} minutes` };
}
