/** What is said of the triggers that tell of changes. */
import type { Text } from "../shared/text.ts";

const PRINT = "marketpulse check --print-triggers";

export const triggerTexts = {
  head: {
    ko:
      `테이블이 바뀌는 즉시 마켓펄스에 알리는 트리거입니다. 내용을 확인하고 테이블 소유자로 한 번 실행해 주세요.
  ${PRINT} | psql 데이터베이스
다시 실행해도 같은 결과가 됩니다. 마켓펄스가 스스로 만들지는 않습니다. PostgreSQL 14 이상이 필요합니다.

테이블을 바꾸는 문장마다 몇 바이트짜리 알림 하나를 보냅니다. 보낼 수 없는 알림은 건너뛰며, 쇼핑몰의 트랜잭션을
실패하게 하지 않습니다. 알림이 있는 트랜잭션은 한 번에 하나씩 커밋되므로, 초당 커밋이 수백 건을 넘는 쇼핑몰이라면
먼저 시험해 주세요. PREPARE TRANSACTION(2단계 커밋)을 쓰는 데이터베이스에는 만들지 마세요. PostgreSQL이 알림이 있는
트랜잭션의 PREPARE를 거부합니다. 파티션에 직접 기록한다면 파티션을 추가한 뒤 다시 실행해 주세요.`,
    en:
      `Triggers that tell MarketPulse at once when these tables change. Read them, and run them once as the tables' owner:
  ${PRINT} | psql DATABASE
Running them again changes nothing. MarketPulse never makes them itself. They need PostgreSQL 14 or later.

Each statement that changes a table sends one notification of a few bytes. One that cannot be sent is left out and
does not fail the shop's transaction. Transactions that notify are committed one after another: where a shop commits
more than some hundred a second, try it out first. Do not make them where PREPARE TRANSACTION (two-phase commit) is
used: PostgreSQL refuses it after a notification. Where one writes to partitions directly, run this again after adding one.`,
  },
  lockTimeout: {
    ko: "긴 트랜잭션 때문에 기다려야 하면 5초 뒤에 그만둡니다. 쇼핑몰을 막지 않기 위해서입니다.",
    en: "Gives up after 5 s behind a long transaction, so as not to hold up the shop.",
  },
  remove: { ko: "모두 지우려면 다음을 실행해 주세요.", en: "To remove all of it:" },
  view: (mapped: string, bases: readonly string[]): Text => ({
    ko: bases.length > 0
      ? `${mapped}은(는) 테이블이 아니어서 바뀌어도 알려 줄 수 없습니다. 주기마다 읽습니다. 읽어 오는 테이블: ${
        bases.join(", ")
      }`
      : `${mapped}은(는) 테이블이 아니어서 바뀌어도 알려 줄 수 없습니다. 주기마다 읽습니다.`,
    en: bases.length > 0
      ? `${mapped} is no table, so nothing tells when it changes; it is read by the interval. It reads: ${
        bases.join(", ")
      }`
      : `${mapped} is no table, so nothing tells when it changes; it is read by the interval.`,
  }),
  nothing: {
    ko: "트리거를 만들 수 있는 테이블이 없습니다. marketpulse check로 설정의 테이블 이름을 확인해 주세요.",
    en: "There is no table that could have a trigger: see marketpulse check for the tables' names.",
  },
  noDatabase: {
    ko: "데이터베이스를 설정하지 않아 트리거를 출력할 수 없습니다. DATABASE_URL을 정해 주세요",
    en: "Cannot print triggers without a database: set DATABASE_URL",
  },
  noChannel: {
    ko: "알림 채널이 비어 있어 트리거를 출력할 수 없습니다. 설정에 database.notify_channel을 적어 주세요",
    en: "Cannot print triggers without a channel: set database.notify_channel in the configuration",
  },
  off: {
    ko: "변경 알림을 듣지 않고 주기마다 읽습니다 (database.notify_channel이 비었거나 database.pool이 1)",
    en:
      "Nobody listens to notifications, it is read by the interval (database.notify_channel is empty or database.pool is 1)",
  },
  none: (interval: number): Text => ({
    ko: `변경을 알려 주는 트리거가 없어 ${interval / 1000}초마다 읽습니다`,
    en: `No trigger tells of changes, so the database is read every ${interval / 1000} s`,
  }),
  some: (tables: string): Text => ({
    ko: `${tables}에는 변경을 알려 주는 트리거가 없어, 이 테이블의 변경은 주기가 되어야 보입니다`,
    en: `${tables} have no trigger that tells of changes, so these show at the next interval`,
  }),
  make: {
    ko: `바로 보시려면 ${PRINT}가 출력하는 SQL을 확인하고 테이블 소유자로 실행해 주세요`,
    en: `To see changes at once, read the SQL of ${PRINT} and run it as the tables' owner`,
  },
  all: {
    ko: "테이블이 바뀌면 트리거가 알려 주어 바로 읽습니다",
    en: "Triggers tell of changes, which are read at once",
  },
  deaf: {
    ko:
      "데이터베이스의 알림이 도착하지 않아 주기마다 읽습니다. 트랜잭션마다 연결을 빌려주는 풀러(PgBouncer 등)나 대기 서버로는 알림을 들을 수 없습니다",
    en:
      "The database's notifications do not arrive, so it is read by the interval: none get through a pooler that lends connections for one transaction, such as PgBouncer, or come from a standby",
  },
  connectDirectly: {
    ko:
      "database.url에 풀러가 아닌 데이터베이스의 주소를 적거나, 알림이 필요 없으면 database.notify_channel을 비워 주세요",
    en:
      "Write the address of the database itself into database.url, or leave database.notify_channel empty to do without",
  },
} as const;
