/** What `marketpulse init` says, and what it writes beside the keys. */
import type { Text } from "../shared/text.ts";
import type { Relation } from "./vocabulary.ts";

const number = (value: number) => Math.round(value).toLocaleString("en-US");

export const RELATION_NAMES: Readonly<Record<Relation, Text>> = {
  orders: { ko: "주문", en: "Orders" },
  products: { ko: "상품", en: "Products" },
  logs: { ko: "시스템 로그", en: "System logs" },
  jobs: { ko: "예약 작업", en: "Scheduled jobs" },
};

export const initTexts = {
  head: {
    ko:
      "marketpulse init이 데이터베이스를 보고 쓴 설정입니다. 기본값과 다른 것만 있습니다.\n모든 항목과 기본값: marketpulse config print · 점검: marketpulse check",
    en:
      "Written by marketpulse init from what the database looks like; only what differs from the defaults.\nEvery key and its default: marketpulse config print · to check it: marketpulse check",
  },
  databaseComment: {
    ko: "비밀번호가 파일에 남지 않도록 환경 변수 DATABASE_URL에서 가져옵니다",
    en: "Taken from the environment variable DATABASE_URL, so that the password stays out of this file",
  },
  schemaComment: {
    ko: "테이블과 열의 이름. 한 낱말은 열 이름, 그 밖은 SQL 식입니다",
    en: "Names of tables and columns; a bare word is a column, anything else an SQL expression",
  },
  tableComment: (relation: Relation, table: string, rows: number): Text => ({
    ko: `${RELATION_NAMES[relation].ko}: ${table}, 약 ${number(rows)}행`,
    en: `${RELATION_NAMES[relation].en}: ${table}, about ${number(rows)} rows`,
  }),
  noTableComment: (relation: Relation): Text => ({
    ko: `${RELATION_NAMES[relation].ko}: 알맞은 테이블이 없어 꺼 둡니다`,
    en: `${RELATION_NAMES[relation].en}: no table looks like it, switched off`,
  }),
  unwantedComment: (relation: Relation): Text => ({
    ko: `${RELATION_NAMES[relation].ko}: 쓰지 않습니다`,
    en: `${RELATION_NAMES[relation].en}: not used`,
  }),
  unsureComment: (words: readonly string[]): Text => ({
    ko: `어느 묶음에 드는지 알 수 없는 낱말: ${words.join(", ")}`,
    en: `Words that no group is known for: ${words.join(", ")}`,
  }),
  askUrl: {
    ko: "PostgreSQL 주소 (postgres://사용자:비밀번호@호스트:5432/데이터베이스, 입력은 보이지 않습니다): ",
    en: "PostgreSQL address (postgres://user:password@host:5432/database; what you type is not shown): ",
  },
  noUrl: {
    ko: "데이터베이스 주소가 없습니다. DATABASE_URL 환경 변수나 --database-url로 알려 주세요",
    en: "There is no address of a database: give it in DATABASE_URL or with --database-url",
  },
  looking: (host: string, database: string): Text => ({
    ko: `${host}의 데이터베이스 ${database}을(를) 살펴봅니다. 읽기만 합니다`,
    en: `Looking at database ${database} on ${host}; it is only read`,
  }),
  nothingThere: {
    ko: "데이터베이스에 테이블이 없습니다. DATABASE_URL 끝의 데이터베이스 이름이 맞는지 확인해 주세요",
    en: "The database has no tables: check its name at the end of DATABASE_URL",
  },
  nothingReadable: (tables: readonly string[]): Text => ({
    ko: `읽을 수 있는 테이블이 없습니다. 데이터베이스 관리자로 다음을 실행해 주세요:\n${grant(tables)}`,
    en: `There is no table that may be read. As the database's administrator run:\n${grant(tables)}`,
  }),
  someUnreadable: (tables: readonly string[]): Text => ({
    ko: `읽을 권한이 없어 보지 못한 테이블: ${tables.join(", ")}`,
    en: `Tables that may not be read and were left out: ${tables.join(", ")}`,
  }),
  noShop: {
    ko:
      "주문도 상품도 로그도 담고 있는 것 같은 테이블이 없습니다. 다른 데이터베이스라면 DATABASE_URL을 고치고, 맞다면 marketpulse config print의 schema를 보고 직접 적어 주세요",
    en:
      "No table looks like orders, products or logs. If it is another database, correct DATABASE_URL; if not, write schema by hand, as marketpulse config print shows it",
  },
  ended: {
    ko: "답을 받지 못했습니다. 묻지 않고 제안대로 쓰려면 --yes를 붙여 주세요",
    en: "Nobody answers: with --yes it asks nothing and writes what it proposes",
  },
  candidates: (relation: Relation): Text => ({
    ko: `${RELATION_NAMES[relation].ko} 테이블 후보`,
    en: `Tables that look like ${RELATION_NAMES[relation].en.toLowerCase()}`,
  }),
  candidate: (index: number, table: string, rows: number): Text => ({
    ko: `  ${index}) ${table} (약 ${number(rows)}행)`,
    en: `  ${index}) ${table} (about ${number(rows)} rows)`,
  }),
  none: (relation: Relation): Text => ({
    ko: `${RELATION_NAMES[relation].ko}: 알맞은 테이블이 없습니다`,
    en: `${RELATION_NAMES[relation].en}: no table looks like it`,
  }),
  askTable: (count: number): Text => ({
    ko: `번호 (0: 쓰지 않음, 1–${count}) [1]: `,
    en: `Number (0: none, 1 to ${count}) [1]: `,
  }),
  askKey: {
    ko: "이대로 쓸까요? 바꾸려면 키(왼쪽 낱말)를 적어 주세요 [예]: ",
    en: "Use it like this? To change something write its key (the word on the left) [yes]: ",
  },
  askColumn: (key: string, now: string, names: string): Text => ({
    ko: `${key}의 열이나 SQL 식, 없으면 null (열: ${names}) [${now}]: `,
    en: `Column or SQL expression for ${key}, or null (columns: ${names}) [${now}]: `,
  }),
  refused: (cause: string): Text => ({
    ko: `  쓸 수 없습니다: ${cause}`,
    en: `  That cannot be used: ${cause}`,
  }),
  unknownKey: (keys: string): Text => ({
    ko: `  그런 키는 없습니다. 쓸 수 있는 키: ${keys}`,
    en: `  There is no such key; the keys are ${keys}`,
  }),
  badNumber: { ko: "  목록에 있는 번호를 적어 주세요", en: "  Write a number of the list" },
  askGroup: (word: string): Text => ({
    ko: `주문 상태 ‘${word}’은(는)? 1 대기 2 처리 3 완료 4 취소, Enter 모름: `,
    en: `Order status “${word}” is? 1 pending 2 processing 3 completed 4 cancelled, Enter unknown: `,
  }),
  figures: { ko: "이 설정으로 읽은 수치입니다:", en: "Figures that are read with it:" },
  askRight: {
    ko: "알고 계신 수치와 맞나요? 아니라면 n을 적어 주문부터 다시 고릅니다 [예]: ",
    en: "Are they what you know? If not, write n to choose again from the orders on [yes]: ",
  },
  exists: (path: string): Text => ({
    ko: `${path}이(가) 이미 있어 쓰지 않았습니다. 위와 같이 바꾸려면 --force를 붙여 주세요`,
    en: `${path} is there already and was left alone: with --force it is changed as shown above`,
  }),
  same: (path: string): Text => ({
    ko: `${path}에 이미 그대로 적혀 있습니다`,
    en: `${path} says so already`,
  }),
  notYaml: (path: string, cause: string): Text => ({
    ko: `${path}을(를) YAML로 읽을 수 없어 고칠 수 없습니다: ${cause}`,
    en: `${path} cannot be changed, because it is no YAML: ${cause}`,
  }),
  notWritten: (path: string, cause: string): Text => ({
    ko: `${path}을(를) 쓸 수 없습니다. 폴더와 권한을 확인해 주세요: ${cause}`,
    en: `Cannot write ${path}, check the folder and its permissions: ${cause}`,
  }),
  written: (path: string): Text => ({ ko: `${path}을(를) 썼습니다`, en: `${path} was written` }),
  setVariable: {
    ko:
      "서버를 시작하기 전에 환경 변수 DATABASE_URL에 방금 쓴 주소를 정해 주세요. 비밀번호는 파일에 적지 않았습니다",
    en:
      "Before you start the server, set the environment variable DATABASE_URL to the address you just gave; the password was not written into the file",
  },
  next: {
    ko: "이제 marketpulse를 시작하면 대시보드가 열립니다 (소스 코드로 실행하신다면 deno task start)",
    en: "Now start marketpulse to see the dashboard (from a checkout: deno task start)",
  },
  checking: {
    ko: "이 설정으로 데이터베이스를 점검합니다. Redis와 마켓까지 보려면 marketpulse check를 실행해 주세요",
    en: "Now the database is checked with it; marketpulse check also looks at Redis and the markets",
  },
} as const;

function grant(tables: readonly string[]): string {
  return `GRANT SELECT ON ${tables.join(", ")} TO …;`;
}
