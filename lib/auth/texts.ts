/** What is said about users and passwords, on the page and in the terminal. */
import type { Text } from "../shared/text.ts";

export const authTexts = {
  shortPassword: (least: number): Text => ({
    ko: `비밀번호는 ${least}자 이상이어야 합니다. 낱말 여러 개를 이어 쓰면 길고 외우기 쉽습니다`,
    en:
      `The password must have at least ${least} characters: several words in a row are long and easy to remember`,
  }),
  longPassword: (most: number): Text => ({
    ko: `비밀번호가 너무 깁니다. ${most}바이트까지 쓸 수 있습니다`,
    en: `The password is too long: at most ${most} bytes`,
  }),
  badName: {
    ko: "사용자 이름은 64자 이하의 글자와 숫자, . _ - + @ 로 적어 주세요 (이메일 주소도 됩니다)",
    en: "A user's name has at most 64 letters, digits and . _ - + @ (an e-mail address will do)",
  },
  wrongCode: {
    ko: "코드가 맞지 않습니다. 서버 로그에 가장 최근에 나온 코드를 적어 주세요",
    en: "This is not the code: take the one that was written to the server's log last",
  },
  notFirst: {
    ko: "이미 사용자가 있습니다. 그 사용자로 로그인해 주세요",
    en: "There is a user already: log in as that one",
  },
} as const;
