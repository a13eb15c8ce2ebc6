import type { Text } from "../shared/text.ts";

/** What is answered to a request that is over a limit. */
export const excessTexts = {
  address_too_long: {
    ko: "주소가 너무 깁니다. 8,192자 이하로 줄여 주세요",
    en: "Cannot answer: the address is too long, at most 8,192 characters are read",
  },
  headers_too_large: {
    ko: "요청 헤더가 너무 큽니다. 이 사이트의 쿠키를 지우고 다시 시도해 주세요",
    en: "Cannot answer: the request's headers are too large. Remove this site's cookies and try again",
  },
  body_too_large: {
    ko: "요청 본문이 너무 큽니다. 256KB 이하로 보내 주세요",
    en: "Cannot answer: the request's body is too large, at most 256 KB are read",
  },
  body_too_slow: {
    ko: "요청 본문이 10초 안에 도착하지 않았습니다. 연결을 확인하고 다시 보내 주세요",
    en:
      "Cannot answer: the request's body did not arrive within 10 seconds. Check the connection and send it again",
  },
  broken_body: {
    ko: "요청 본문을 읽을 수 없습니다. 길이와 전송 방식(Transfer-Encoding)을 확인해 주세요",
    en: "Cannot read the request's body: check its length and its Transfer-Encoding",
  },
  compressed_body: {
    ko: "압축한 요청 본문은 읽지 않습니다. 압축하지 않고 보내 주세요",
    en: "Cannot answer: a compressed body is not read. Send it without Content-Encoding",
  },
} as const satisfies Record<string, Text>;
