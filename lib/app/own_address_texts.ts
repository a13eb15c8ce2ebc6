import type { Text } from "../shared/text.ts";

export const ownAddressTexts = {
  is: (address: string): Text => ({
    ko: `마켓이 본 이 서버의 공인 IP는 ${address}입니다`,
    en: `The market sees this server at ${address}`,
  }),
  changed: (address: string, before: string): Text => ({
    ko: `마켓이 본 이 서버의 공인 IP가 ${before}에서 ${address}(으)로 바뀌었습니다`,
    en: `The market sees this server at ${address} now, it was ${before} before`,
  }),
} as const;
