/** What the check of the database says. */
import type { SourceName } from "../shared/snapshot.ts";
import type { Text } from "../shared/text.ts";

/** What the figures of a source are called. */
export const SOURCE_NAMES: Partial<Record<SourceName, Text>> = {
  sales: { ko: "매출", en: "Sales" },
  orders: { ko: "주문 상태", en: "Order statuses" },
  inventory: { ko: "재고", en: "Inventory" },
  system: { ko: "오류와 응답 시간", en: "Errors and response times" },
  jobs: { ko: "예약 작업", en: "Scheduled jobs" },
};

interface Connected {
  version: string;
  host: string;
  database: string;
  user: string;
  took: number;
}

export const databaseTexts = {
  demo: {
    ko:
      "데이터베이스를 설정하지 않아 데모 쇼핑몰을 보여 줍니다. 내 쇼핑몰을 보려면 DATABASE_URL을 정해 주세요",
    en: "No database is configured, the demo shop is shown: set DATABASE_URL to see your own",
  },
  stopped: {
    ko: "설정(database.enabled: false)에서 데이터베이스 조회를 꺼 두었습니다",
    en: "Reading the database is switched off in the configuration (database.enabled: false)",
  },
  connected: ({ version, host, database, user, took }: Connected): Text => ({
    ko:
      `PostgreSQL ${version} (${host}, 데이터베이스 ${database}, 사용자 ${user})에 ${took} ms 만에 연결했습니다`,
    en: `PostgreSQL ${version} at ${host}, database ${database}, as ${user}, connected in ${took} ms`,
  }),
  oldVersion: {
    ko: "PostgreSQL 15보다 오래된 버전은 시험하지 않았습니다. 문제가 있으면 업그레이드를 검토해 주세요",
    en: "Versions before 15 are not tested. If something fails, consider an upgrade",
  },
  timeZone: (server: string, mapped: string): Text => ({
    ko: mapped
      ? `서버의 시간대는 ${server}입니다. 시간대가 없는 열은 설정(time_zone)대로 ${mapped}로 읽습니다`
      : `서버의 시간대는 ${server}입니다`,
    en: mapped
      ? `The server's time zone is ${server}; columns without one are read as ${mapped} (time_zone in the configuration)`
      : `The server's time zone is ${server}`,
  }),
  clock: (seconds: number): Text => ({
    ko: `데이터베이스 서버의 시계가 이 컴퓨터보다 ${Math.abs(seconds)}초 ${
      seconds > 0 ? "빠릅니다" : "느립니다"
    }`,
    en: `The database server's clock is ${Math.abs(seconds)} s ${
      seconds > 0 ? "ahead of" : "behind"
    } this machine's`,
  }),
  setClock: {
    ko: "두 컴퓨터에서 시간 동기화(NTP)를 켜 주세요",
    en: "Turn on time synchronisation (NTP) on both machines",
  },
  read: (
    source: Text,
    { table, took, figures }: { table: string; took: number; figures: Text | null },
  ): Text => {
    const ms = Math.round(took);
    return {
      ko: `${source.ko}: ${table}에서 ${ms} ms 만에 읽었습니다${figures ? `. ${figures.ko}` : ""}`,
      en: `${source.en}: read from ${table} in ${ms} ms${figures ? `: ${figures.en}` : ""}`,
    };
  },
  unread: (source: Text, reason: Text): Text => ({
    ko: `${source.ko}: ${reason.ko}`,
    en: `${source.en}: ${reason.en}`,
  }),
  tick: (took: number, interval: number): Text => ({
    ko: `모든 수치를 한 번 읽는 데 ${took.toFixed(0)} ms 걸렸습니다 (주기 ${interval / 1000}초)`,
    en: `Reading every figure once took ${took.toFixed(0)} ms (every ${interval / 1000} s)`,
  }),
  slowTick: {
    ko: "아래의 권장 인덱스를 만들거나 설정의 interval.metrics를 늘려 주세요",
    en: "Make the indexes recommended below, or raise interval.metrics in the configuration",
  },
  readOnly: {
    ko: "어떤 테이블도 바꿀 수 없는 안전한 사용자입니다",
    en: "The role cannot change any table, as it should be",
  },
  mayWrite: (role: string, tables: string): Text => ({
    ko: `사용자 ${role}은(는) ${tables}의 내용을 바꿀 수 있습니다. 마켓펄스는 읽기 권한만 필요합니다`,
    en: `Role ${role} may change ${tables}, while MarketPulse only needs to read`,
  }),
  mayAll: (role: string): Text => ({
    ko: `사용자 ${role}은(는) 슈퍼유저라 무엇이든 바꿀 수 있습니다. 마켓펄스는 읽기 권한만 필요합니다`,
    en: `Role ${role} is a superuser and may change everything, while MarketPulse only needs to read`,
  }),
  makeReader: {
    ko: "읽기 전용 사용자를 만들고 DATABASE_URL에 그 사용자를 적어 주세요",
    en: "Make a role that may only read and name it in DATABASE_URL",
  },
  noIndex: (table: string): Text => ({
    ko: `${table}에 권장 인덱스가 없어 읽을 때마다 테이블 전체를 살펴볼 수 있습니다`,
    en: `${table} lacks the recommended index, so each reading may go through the whole table`,
  }),
  makeIndex: {
    ko: "테이블 소유자로 다음을 실행해 주세요. 마켓펄스가 대신 실행하지는 않습니다",
    en: "As the table's owner, run the following; MarketPulse never does so itself",
  },
  makeIndexOfPartitions: {
    ko:
      "테이블 소유자로 다음을 실행해 주세요. 파티션 테이블이라 만드는 동안 쓰기가 기다리니 한가한 시간이 좋습니다. 마켓펄스가 대신 실행하지는 않습니다",
    en:
      "As the table's owner, run the following, best at a quiet hour: on a partitioned table writing waits while it runs. MarketPulse never does so itself",
  },
  orImmutable: ({ ko, en }: Text): Text => ({
    ko:
      `${ko}. PostgreSQL이 식이 IMMUTABLE이 아니라고 답하면(글자를 시각으로 바꿀 때 그렇습니다) 그 식을 IMMUTABLE 함수로 만들어 설정과 인덱스에 함께 적어 주세요`,
    en:
      `${en}. Should PostgreSQL answer that the expression is not IMMUTABLE, as when text becomes a time, make it an IMMUTABLE function and write that into the configuration and the index`,
  }),
  hidesIndex: (table: string): Text => ({
    ko:
      `${table}은(는) 행을 묶거나 정렬하므로 그 뒤의 인덱스를 쓸 수 없습니다. 바뀐 행만 읽게 하려면 GROUP BY 대신 행마다 더하는 SELECT를 설정의 from에 적어 주세요: SELECT o.*, (SELECT sum(…) FROM … WHERE …) AS total FROM … o`,
    en:
      `${table} groups or sorts its rows, so no index behind it can be used. To have only changed rows read, write a SELECT into from that adds up row by row instead of by GROUP BY: SELECT o.*, (SELECT sum(…) FROM … WHERE …) AS total FROM … o`,
  }),
  joined: (tables: string): Text => ({
    ko:
      `여러 테이블(${tables})을 함께 읽습니다. updated_at이 그대로인 채 다른 테이블만 바뀌면 몇 분 뒤 다시 셀 때 알고, 그 뒤로는 전부 셉니다. 그런 일이 있다면 함께 바뀌게 하거나 updated_at을 null로 두어 주세요`,
    en:
      `It reads several tables (${tables}). A change of another one that leaves updated_at as it is shows at a recount some minutes later, and from then on everything is counted. If that happens, have updated_at follow or set it to null`,
  }),
  readsChanges: (table: string): Text => ({
    ko: `${table}에서는 바뀐 행만 읽습니다`,
    en: `Only changed rows of ${table} are read`,
  }),
  readsNew: (table: string, reason: Text): Text => ({
    ko: `${table}에서는 새 행만 바로 읽습니다: ${reason.ko}`,
    en: `Only new rows of ${table} are read at once: ${reason.en}`,
  }),
  readsEverything: (table: string, reason: Text): Text => ({
    ko: `${table}은(는) 주기마다 전부 다시 셉니다: ${reason.ko}`,
    en: `Everything in ${table} is counted each time: ${reason.en}`,
  }),
  wouldSave: (took: number, make: Text): Text => ({
    ko: `인덱스가 있으면 바뀐 행만 읽어, 주기마다 드는 약 ${took} ms의 대부분을 아낍니다. ${make.ko}`,
    en:
      `With an index only changed rows are read, which saves most of the ${took} ms of each reading. ${make.en}`,
  }),
} as const;
