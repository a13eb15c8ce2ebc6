/** What is said of connections that are not protected. */
import type { Text } from "../shared/text.ts";

export const wireTexts = {
  plain: (key: string, host: string): Text => ({
    ko: `${key}: ${host}까지의 연결이 암호화되지 않아 도중에 누구나 비밀번호와 데이터를 볼 수 있습니다`,
    en:
      `${key}: the connection to ${host} is not encrypted, so the password and the data can be read on their way`,
  }),
  unverified: (key: string, host: string): Text => ({
    ko: `${key}: ${host}의 인증서를 확인하지 않아 다른 서버가 그 행세를 할 수 있습니다`,
    en: `${key}: the certificate of ${host} is not verified, so another server can pass itself off as it`,
  }),
  postgres: (key: string): Text => ({
    ko:
      `${key} 끝에 ?sslmode=verify-full을 붙이고, 사설 인증 기관이라면 &sslrootcert=<CA 파일>도 적어 주세요`,
    en: `Put ?sslmode=verify-full at the end of ${key}, and &sslrootcert=<CA file> for a private authority`,
  }),
  redis: {
    ko: "redis:// 대신 rediss://를 적고, 사설 인증 기관이라면 redis.ca에 그 인증서 파일을 적어 주세요",
    en: "Write rediss:// for redis://, and name the file of a private authority in redis.ca",
  },
} as const;
