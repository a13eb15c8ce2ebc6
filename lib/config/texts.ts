/** Everything that the configuration says to people. */
import type { Text } from "../shared/text.ts";

/** What a value has to be: "must be …" and, in Korean, a whole sentence. */
export const requirements = {
  text: { en: "must be text (put it in quotes)", ko: "문자열을 적어 주세요 (따옴표로 감싸 주세요)" },
  notEmpty: { en: "must not be empty", ko: "비워 둘 수 없습니다. 값을 적어 주세요" },
  column: {
    en: "must be a column or an SQL expression",
    ko: "열 이름이나 SQL 식을 적어 주세요",
  },
  columnOrNull: {
    en: "must be a column, an SQL expression or null",
    ko: "열 이름, SQL 식 또는 null을 적어 주세요",
  },
  select: {
    en: "must be a SELECT that gives a row for each row of the table, or empty",
    ko: "테이블의 행마다 한 행을 내는 SELECT 문을 적거나 비워 주세요",
  },
  certAndKey: {
    en: "must be given together with server.tls.cert: both, or neither",
    ko: "server.tls.cert와 함께 적거나 둘 다 비워 주세요",
  },
  yesNo: { en: "must be true or false", ko: "true 또는 false를 적어 주세요" },
  section: { en: "must be a group of keys", ko: "여러 키를 묶은 항목이어야 합니다" },
  list: { en: "must be a list such as [a, b]", ko: "[a, b]와 같은 목록을 적어 주세요" },
  host: {
    en: "must be a name such as shop.example.com, without https:// and without a port",
    ko: "shop.example.com처럼 https://와 포트가 없는 이름을 적어 주세요",
  },
  trust: {
    en:
      "must be true, false, or a list of the proxies' addresses and networks such as [10.0.0.7, 172.16.0.0/12]",
    ko: "true, false, 또는 [10.0.0.7, 172.16.0.0/12]처럼 프록시의 IP 주소와 대역 목록을 적어 주세요",
  },
  origin: {
    en: "must be an origin such as https://shop.example.com, without a path",
    ko: "https://shop.example.com처럼 경로 없는 출처(origin)를 적어 주세요",
  },
  basePath: {
    en: "must be empty or a path such as /pulse, without a slash at the end",
    ko: "비워 두거나 /pulse처럼 끝에 슬래시가 없는 경로를 적어 주세요",
  },
  timeZone: {
    en: "must be the IANA name of a time zone, such as Asia/Seoul",
    ko: "Asia/Seoul과 같은 IANA 시간대 이름을 적어 주세요",
  },
  timeOfDay: {
    en: 'must be a time of day from "00:00" to "23:59"',
    ko: '"00:00"부터 "23:59"까지의 시각을 적어 주세요',
  },
  pastDayOrNull: {
    en: "must be a day that is not in the future, such as 2026-06-01, or null",
    ko: "2026-06-01처럼 오늘이나 그 이전의 날짜 또는 null을 적어 주세요",
  },
  postgresUrl: {
    en: "must be a PostgreSQL URL such as postgres://user:password@host:5432/database " +
      "(special characters of the password percent-encoded, # as %23)",
    ko: "postgres://사용자:비밀번호@호스트:5432/데이터베이스 형식의 PostgreSQL 주소를 적어 주세요 " +
      "(비밀번호의 특수문자는 퍼센트 인코딩으로, 예: #은 %23)",
  },
  channel: {
    en: "must be text of at most 63 bytes, the name of a channel of PostgreSQL's NOTIFY, or empty",
    ko: "PostgreSQL NOTIFY 채널의 이름(63바이트 이하)을 적거나 비워 주세요",
  },
  proxyUrl: {
    en: "must be the URL of an HTTP proxy such as http://proxy.example.com:3128",
    ko: "http://proxy.example.com:3128 형식의 HTTP 프록시 주소를 적어 주세요",
  },
  redisUrl: {
    en: "must be a Redis URL such as redis://:password@host:6379/0 " +
      "(rediss:// for TLS, special characters of the password percent-encoded)",
    ko: "redis://:비밀번호@호스트:6379/0 형식의 Redis 주소를 적어 주세요 " +
      "(TLS는 rediss://, 비밀번호의 특수문자는 퍼센트 인코딩으로)",
  },
  stateUrl: {
    en: "must be sqlite: and the path of a file, such as sqlite:data/marketpulse.db, " +
      "or a PostgreSQL URL such as postgres://user:password@host:5432/database",
    ko: "sqlite:data/marketpulse.db처럼 sqlite:와 파일 경로를 적거나, " +
      "postgres://사용자:비밀번호@호스트:5432/데이터베이스 형식의 PostgreSQL 주소를 적어 주세요",
  },
  apiUrl: {
    en: "must be an http or https URL without a query and without a user name",
    ko: "쿼리와 사용자 이름이 없는 http 또는 https 주소를 적어 주세요",
  },
  ownApiUrl: {
    en: "must be set for a market that is checked: the address of your own shop's API",
    ko: "확인할 마켓이라면 내 쇼핑몰의 API 주소를 적어 주세요",
  },
  naverSecret: {
    en: "must be the whole secret of a Naver application: 29 characters that begin with $2a$ " +
      "(a shell drops what follows a $, so put it in single quotes there)",
    ko: "네이버 애플리케이션 시크릿 전체를 적어 주세요. $2a$로 시작하는 29자입니다 " +
      "(셸은 $ 뒤를 지우므로 작은따옴표로 감싸 주세요)",
  },
  target: {
    en: "must be host:port such as 1.1.1.1:53",
    ko: "1.1.1.1:53처럼 호스트:포트를 적어 주세요",
  },
  slowBelowTimeout: {
    en: "must be shorter than timeout",
    ko: "timeout보다 짧게 적어 주세요",
  },
  issuer: {
    en: "must be the https address of an OpenID provider, such as https://accounts.google.com",
    ko: "OpenID 제공자의 https 주소를 적어 주세요. 예: https://accounts.google.com",
  },
  clientId: {
    en: "must be what the provider has registered this program as",
    ko: "제공자에 등록한 클라이언트 ID를 적어 주세요",
  },
  allowed: {
    en:
      "must say whom to let in, or everybody with an account at the provider would be: [kim@example.com, example.com]",
    ko:
      "들어올 수 있는 사람을 적어 주세요. 비워 두면 그 제공자의 모든 계정이 들어오게 됩니다. 예: [kim@example.com, example.com]",
  },
  member: {
    en: "must be an e-mail address or a domain",
    ko: "이메일 주소나 도메인을 적어 주세요",
  },
  idleBelowAbsolute: {
    en: "must not be longer than absolute",
    ko: "absolute보다 길지 않게 적어 주세요",
  },
  name: {
    en: "must be a name of letters, digits, _ and -, at most 40",
    ko: "글자, 숫자, _, -만 써서 40자 이하의 이름을 적어 주세요 (공백과 점은 쓸 수 없습니다)",
  },
  nameTaken: {
    en: "must not be the name of another check or the code of a market",
    ko: "다른 점검이나 마켓 코드와 다른 이름을 적어 주세요",
  },
  numberOrNull: { en: "must be a number or null", ko: "숫자 또는 null을 적어 주세요" },
  scalar: {
    en: "must be text, a number, true, false or null",
    ko: "문자열, 숫자, true, false, null 중 하나를 적어 주세요",
  },
  checkUrl: {
    en: "must be an http or https URL without a user name and password (send those with headers)",
    ko:
      "사용자 이름과 비밀번호가 없는 http 또는 https 주소를 적어 주세요 (인증 정보는 headers에 적어 주세요)",
  },
  pattern: {
    en: "must be text of at most 1,000 characters, or a regular expression between slashes in RE2's syntax",
    ko: "1,000자 이하의 문자열이나, 슬래시로 감싼 RE2 문법의 정규식을 적어 주세요",
  },
  headers: {
    en: "must be a group of header names with text values",
    ko: "헤더 이름과 문자열 값을 짝지어 적어 주세요",
  },
  status: {
    en: 'must be a status such as 200, a range such as "200-299", or a list of these',
    ko: '200과 같은 상태 코드, "200-299"와 같은 범위, 또는 그 목록을 적어 주세요',
  },
  jsonMap: {
    en:
      'must be a group such as "$.status": ok, with JSON paths (RFC 9535) and a value, a /regular expression/ or { min, max }',
    ko: '"$.status": ok처럼 JSON 경로(RFC 9535)와 값, /정규식/, { min, max } 중 하나를 짝지어 적어 주세요',
  },
} satisfies Record<string, Text>;

/** Requirements that carry a figure or a choice. */
export const requirement = {
  wholeNumber: (from: number, to: number): Text => ({
    en: `must be a whole number from ${from} to ${to}`,
    ko: `${from}부터 ${to}까지의 정수를 적어 주세요`,
  }),
  duration: (from: string, to: string): Text => ({
    en: `must be a duration from ${from} to ${to}, written as 500ms, 5s, 2m or 1h`,
    ko: `${from}부터 ${to}까지의 시간을 500ms, 5s, 2m, 1h처럼 적어 주세요`,
  }),
  choice: (choices: readonly string[]): Text => ({
    en: `must be one of ${choices.join(", ")}`,
    ko: `${choices.join(", ")} 중 하나를 적어 주세요`,
  }),
  wordInOneGroup: (word: string, group: string): Text => ({
    en: `must not repeat "${word}", which ${group} has already`,
    ko: `"${word}" 단어는 ${group}에 이미 있습니다. 한 곳에만 적어 주세요`,
  }),
};

/** Whole messages. */
export const texts = {
  /** `shown` is the value as people wrote it, or null where it is a secret or says nothing. */
  wrongValue: (subject: string, required: Text, shown: string | null): Text => ({
    en: `${subject} ${required.en}${shown === null ? "" : `: ${shown}`}`,
    ko: `${subject}: ${required.ko}${shown === null ? "" : ` (지금 값: ${shown})`}`,
  }),
  unknownKey: (path: string, nearest: string): Text => ({
    en: `Unknown key ${path}, did you mean ${nearest}?`,
    ko: `알 수 없는 키 ${path} 대신 ${nearest} 키를 쓰려 하셨나요?`,
  }),
  unknownKeyOf: (path: string, keys: readonly string[]): Text => ({
    en: `Unknown key ${path}, the keys here are ${keys.join(", ")}`,
    ko: `알 수 없는 키: ${path} (여기에 쓸 수 있는 키: ${keys.join(", ")})`,
  }),
  unsetVariable: (path: string, name: string): Text => ({
    en: `${path} takes the environment variable ${name}, which is not set: set it or remove the key`,
    ko: `${path}에서 쓰는 환경 변수 ${name}의 값이 없습니다. 값을 정하거나 이 키를 지워 주세요`,
  }),
  notYaml: (cause: string): Text => ({
    en: `Cannot read the file as YAML: ${cause} (text with { } # : or a leading * & ! needs quotes)`,
    ko:
      `YAML 형식으로 읽을 수 없습니다: ${cause} ({ } # : 가 들어 있거나 * & ! 로 시작하는 문자열은 따옴표로 감싸 주세요)`,
  }),
  notAGroup: (): Text => ({
    en: "The file must be a group of keys such as server: and database:",
    ko: "파일 맨 위에는 server:, database:와 같은 키를 적어 주세요",
  }),
  repeatedKey: (): Text => ({
    en: "A key is written twice in one group, remove one of them",
    ko: "같은 키가 한 항목에 두 번 있습니다. 하나를 지워 주세요",
  }),
  fileMissing: (path: string): Text => ({
    en: `Cannot find the configuration file ${path}: correct --config or MARKETPULSE_CONFIG`,
    ko: `설정 파일 ${path}을(를) 찾을 수 없습니다. --config 또는 MARKETPULSE_CONFIG를 확인해 주세요`,
  }),
  fileGone: (path: string): Text => ({
    en: `The configuration file ${path} is gone: put it back`,
    ko: `설정 파일 ${path}이(가) 사라졌습니다. 다시 넣어 주세요`,
  }),
  fileUnreadable: (path: string, cause: string): Text => ({
    en: `Cannot read the configuration file ${path}, check its permissions: ${cause}`,
    ko: `설정 파일 ${path}을(를) 읽을 수 없습니다. 읽기 권한을 확인해 주세요: ${cause}`,
  }),
  credentialsUnreadable: (folder: string, cause: string): Text => ({
    en:
      `Cannot read the credentials in ${folder}, check the folder that CREDENTIALS_DIRECTORY names: ${cause}`,
    ko:
      `${folder}에 있는 인증 정보를 읽을 수 없습니다. CREDENTIALS_DIRECTORY에 적은 폴더를 확인해 주세요: ${cause}`,
  }),
  tlsUnreadable: (path: string, cause: string): Text => ({
    en: `Cannot read ${path}, check that it is there and may be read by the user that runs this: ${cause}`,
    ko:
      `${path}을(를) 읽을 수 없습니다. 파일이 있는지, 실행하는 사용자에게 읽기 권한이 있는지 확인해 주세요: ${cause}`,
  }),
  tlsNoCertificate: (path: string): Text => ({
    en: `There is no certificate in ${path}: it has to be a PEM file with -----BEGIN CERTIFICATE-----`,
    ko: `${path}에 인증서가 없습니다. -----BEGIN CERTIFICATE-----로 시작하는 PEM 파일이어야 합니다`,
  }),
  tlsNoKey: (path: string): Text => ({
    en: `There is no private key in ${path} that can be used: it has to be a PEM file, and not encrypted`,
    ko: `${path}에 쓸 수 있는 개인 키가 없습니다. 암호를 걸지 않은 PEM 파일이어야 합니다`,
  }),
  tlsMismatch: (cert: string, key: string): Text => ({
    en:
      `The private key in ${key} is not that of the certificate in ${cert}: name the two that were made together`,
    ko: `${key}의 개인 키가 ${cert}의 인증서와 짝이 아닙니다. 함께 발급된 두 파일을 적어 주세요`,
  }),
  tlsUnusable: (cert: string, key: string, cause: string): Text => ({
    en: `Cannot serve TLS with ${cert} and ${key}, check both files: ${cause}`,
    ko: `${cert}와 ${key}로는 TLS를 쓸 수 없습니다. 두 파일을 확인해 주세요: ${cause}`,
  }),
  fileIsFolder: (path: string, name: string): Text => ({
    en:
      `Cannot read the configuration file ${path}, it is a folder: name the file in it, such as ${path}/${name}`,
    ko: `설정 파일로 적은 ${path}은(는) 폴더입니다. ${path}/${name}처럼 그 안의 파일을 적어 주세요`,
  }),
  fileEmpty: (path: string): Text => ({
    en: `The configuration file ${path} is empty: write into it what you need, or remove it`,
    ko: `설정 파일 ${path}이(가) 비어 있습니다. 필요한 설정을 적거나 파일을 지워 주세요`,
  }),
  fileNotUtf8: (path: string): Text => ({
    en: `Cannot read the configuration file ${path}: it is not UTF-8 text, save it as UTF-8`,
    ko: `설정 파일 ${path}은(는) UTF-8 텍스트가 아닙니다. UTF-8로 저장해 주세요`,
  }),
};
