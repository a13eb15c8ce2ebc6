import type { Text } from "../shared/text.ts";

/** What the page of who is logged in says. */
export const accountTexts = {
  title: { ko: "내 계정", en: "My account" },
  devices: { ko: "로그인한 기기", en: "Where I am logged in" },
  thisDevice: { ko: "지금 이 기기", en: "this device" },
  seen: (at: string, address: string): Text => ({
    ko: `${at}에 마지막으로 사용 · ${address}`,
    en: `last used ${at} · ${address}`,
  }),
  unknownAgent: { ko: "알 수 없는 브라우저", en: "Unknown browser" },
  end: { ko: "로그아웃", en: "Log out" },
  endNamed: (agent: string): Text => ({ ko: `로그아웃: ${agent}`, en: `Log out: ${agent}` }),
  ended: { ko: "그 기기에서 로그아웃했습니다.", en: "That device is logged out." },
  noSuch: { ko: "이미 로그아웃된 기기입니다.", en: "That device was logged out already." },
  changePassword: { ko: "비밀번호 바꾸기", en: "Change my password" },
  changeAbout: {
    ko: "바꾸면 다른 기기에서는 모두 로그아웃됩니다.",
    en: "All other devices are logged out by it.",
  },
  current: { ko: "지금 비밀번호", en: "Current password" },
  next: { ko: "새 비밀번호 (10자 이상)", en: "New password (at least 10 characters)" },
  again: { ko: "새 비밀번호 한 번 더", en: "The new password once more" },
  change: { ko: "비밀번호 바꾸기", en: "Change the password" },
  changed: {
    ko: "비밀번호를 바꿨습니다. 다른 기기에서는 모두 로그아웃했습니다.",
    en: "The password was changed, and all other devices are logged out.",
  },
  wrong: { ko: "지금 비밀번호가 맞지 않습니다.", en: "The current password is wrong." },
} as const;
