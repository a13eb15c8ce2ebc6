/** What people read when figures could not be read: for each fault its reason and its remedy. */
import type { Text } from "../shared/text.ts";

/** Why a source failed and what its owner can do. */
export interface FaultTexts {
  reason: Text;
  remedy: Text | null;
}

/** Faults of the connection: every source fails with them. */
export const CONNECTION_TEXTS = {
  invalidUrl: (): FaultTexts => ({
    reason: {
      ko: "database.url(환경 변수 DATABASE_URL)이 PostgreSQL 주소가 아닙니다",
      en: "database.url (environment variable DATABASE_URL) is no PostgreSQL address",
    },
    remedy: {
      ko:
        "postgres://사용자:비밀번호@호스트:5432/데이터베이스 형식으로 적어 주세요. 비밀번호의 @ : / # 같은 문자는 %40처럼 인코딩해야 합니다",
      en:
        "Write it as postgres://user:password@host:5432/database. Characters such as @ : / # in the password must be encoded, for example %40",
    },
  }),
  unreachable: (host: string): FaultTexts => ({
    reason: {
      ko: `데이터베이스 서버(${host})에 연결할 수 없습니다`,
      en: `The database server (${host}) cannot be reached`,
    },
    remedy: {
      ko: "PostgreSQL이 실행 중인지, 주소와 포트가 맞는지, 방화벽이 막고 있지 않은지 확인해 주세요",
      en: "Check that PostgreSQL is running, that host and port are right and that no firewall is in the way",
    },
  }),
  unknownHost: (host: string): FaultTexts => ({
    reason: {
      ko: `데이터베이스 서버의 이름(${host})을 찾을 수 없습니다`,
      en: `The name of the database server (${host}) is unknown`,
    },
    remedy: {
      ko: "database.url의 호스트 이름과 이 컴퓨터의 DNS 설정을 확인해 주세요",
      en: "Check the host name in database.url and the DNS of this machine",
    },
  }),
  noAnswer: (host: string): FaultTexts => ({
    reason: {
      ko: `데이터베이스 서버(${host})가 제때 응답하지 않습니다`,
      en: `The database server (${host}) does not answer in time`,
    },
    remedy: {
      ko: "서버의 부하와 네트워크, 방화벽을 확인해 주세요. 계속 다시 연결합니다",
      en: "Check the server's load, the network and the firewall. Connecting is tried again and again",
    },
  }),
  wrongPassword: (user: string): FaultTexts => ({
    reason: {
      ko: `데이터베이스가 사용자 ‘${user}’의 비밀번호를 받아들이지 않습니다`,
      en: `The database does not accept the password of user “${user}”`,
    },
    remedy: {
      ko: "database.url의 사용자와 비밀번호를 확인해 주세요. 특수 문자는 %40처럼 인코딩해야 합니다",
      en: "Check user and password in database.url. Special characters must be encoded, for example %40",
    },
  }),
  userRefused: (user: string): FaultTexts => ({
    reason: {
      ko: `데이터베이스가 사용자 ‘${user}’의 접속을 허용하지 않습니다`,
      en: `The database does not let user “${user}” in`,
    },
    remedy: {
      ko: "그 사용자(역할)가 있는지, pg_hba.conf와 접속 권한이 이 컴퓨터를 허용하는지 확인해 주세요",
      en: "Check that the role exists and that pg_hba.conf and its CONNECT privilege allow this machine",
    },
  }),
  unknownDatabase: (database: string): FaultTexts => ({
    reason: {
      ko: `데이터베이스 ‘${database}’이(가) 서버에 없습니다`,
      en: `The server has no database “${database}”`,
    },
    remedy: {
      ko: "database.url 끝의 데이터베이스 이름을 확인해 주세요",
      en: "Check the name of the database at the end of database.url",
    },
  }),
  tooManyConnections: (): FaultTexts => ({
    reason: {
      ko: "데이터베이스의 연결 수가 가득 찼습니다",
      en: "The database has no connection left",
    },
    remedy: {
      ko: "max_connections를 늘리거나 다른 프로그램의 연결을 줄여 주세요. 마켓펄스는 연결 하나로 읽습니다",
      en: "Raise max_connections or have other programs use fewer. MarketPulse reads over one connection",
    },
  }),
  notReady: (): FaultTexts => ({
    reason: {
      ko: "데이터베이스 서버가 시작하거나 종료하는 중입니다",
      en: "The database server is starting or shutting down",
    },
    remedy: {
      ko: "잠시 기다려 주세요. 준비되면 저절로 다시 연결됩니다",
      en: "Wait a moment. The connection comes back by itself when the server is ready",
    },
  }),
  encryption: (cause: string): FaultTexts => ({
    reason: {
      ko: `데이터베이스와 암호화된 연결을 맺지 못했습니다: ${cause}`,
      en: `No encrypted connection to the database could be made: ${cause}`,
    },
    remedy: {
      ko:
        "database.url의 sslmode를 확인해 주세요. 자체 인증서라면 ?sslmode=verify-full&sslrootcert=파일을, 서버에 TLS가 없다면 ?sslmode=disable을 붙입니다",
      en:
        "Check sslmode in database.url. For a private certificate add ?sslmode=verify-full&sslrootcert=FILE, for a server without TLS ?sslmode=disable",
    },
  }),
  lost: (cause: string): FaultTexts => ({
    reason: {
      ko: `데이터베이스와의 연결이 끊어졌습니다: ${cause}`,
      en: `The connection to the database was lost: ${cause}`,
    },
    remedy: {
      ko: "계속 다시 연결합니다. 되풀이되면 서버의 로그를 확인해 주세요",
      en: "Connecting is tried again and again. If it keeps happening, look into the server's log",
    },
  }),
} as const;

/** A database that is read less often than was asked for. All in milliseconds. */
export const PACE_TEXTS = {
  slow: ({ took, asked, interval }: { took: number; asked: number; interval: number }): FaultTexts => ({
    reason: {
      ko: `한 번 읽는 데 ${inSeconds(took)}초가 걸려, ${inSeconds(asked)}초마다 읽던 것을 ${
        inSeconds(interval)
      }초마다로 늦췄습니다`,
      en: `Reading the database once took ${inSeconds(took)} s, so it is read every ${
        inSeconds(interval)
      } s instead of every ${inSeconds(asked)} s`,
    },
    remedy: {
      ko: "빨라지면 저절로 되돌아갑니다. 권장 인덱스가 있는지 marketpulse check로 확인해 주세요",
      en: "It goes back by itself when reading is quick again. See marketpulse check for missing indexes",
    },
  }),
} as const;

/** With one decimal below ten, as one would say it. */
function inSeconds(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  return String(seconds < 10 ? Math.round(seconds * 10) / 10 : Math.round(seconds));
}

/** Faults of one source; the others may be well. A key is where the configuration says it: `schema.orders.at`. */
export const SOURCE_TEXTS = {
  switchedOff: (key: string): FaultTexts => ({
    reason: {
      ko: `설정(${key})에서 꺼져 있습니다`,
      en: `It is switched off in the configuration (${key})`,
    },
    remedy: {
      ko: `보시려면 설정의 ${key}에 테이블을 적어 주세요`,
      en: `To see it, name the table in ${key} of the configuration`,
    },
  }),
  missingTable: (key: string, table: string): FaultTexts => ({
    reason: {
      ko: `테이블 ‘${table}’이(가) 데이터베이스에 없습니다`,
      en: `The database has no table “${table}”`,
    },
    remedy: {
      ko: `설정의 ${key}.table을 실제 테이블 이름으로 바꿔 주세요. 필요 없다면 ${key}를 null로 끕니다`,
      en: `Change ${key}.table in the configuration to the table's real name, or switch ${key} off with null`,
    },
  }),
  badSelect: (key: string, cause: string): FaultTexts => ({
    reason: {
      ko: `${key}의 SELECT 문을 읽을 수 없습니다: ${cause}`,
      en: `The SELECT of ${key} cannot be read: ${cause}`,
    },
    remedy: {
      ko: `설정의 ${key}를 psql에서 그대로 실행되는 SELECT 문 하나로 고쳐 주세요`,
      en: `Correct ${key} in the configuration: one SELECT that runs in psql as it is`,
    },
  }),
  missingColumn: (key: string, mapped: string): FaultTexts => ({
    reason: {
      ko: `${key}의 ‘${mapped}’에 해당하는 열이 테이블에 없습니다`,
      en: `The table has no column for “${mapped}” of ${key}`,
    },
    remedy: {
      ko: `설정의 ${key}를 실제 열 이름(대소문자까지 그대로)이나 SQL 식으로 바꿔 주세요`,
      en:
        `Change ${key} in the configuration to the column's real name, in its very case, or to an SQL expression`,
    },
  }),
  unusable: (key: string, cause: string): FaultTexts => ({
    reason: {
      ko: `${key}를 읽을 수 없습니다: ${cause}`,
      en: `${key} cannot be read: ${cause}`,
    },
    remedy: {
      ko: `설정의 ${key}를 알맞은 형식의 열이나 SQL 식으로 바꿔 주세요`,
      en: `Change ${key} in the configuration to a column or an SQL expression of a fitting type`,
    },
  }),
  denied: (table: string): FaultTexts => ({
    reason: {
      ko: `테이블 ‘${table}’을(를) 읽을 권한이 없습니다`,
      en: `There is no permission to read table “${table}”`,
    },
    remedy: {
      ko:
        `데이터베이스 관리자로 GRANT SELECT ON ${table} TO 사용자; 를 실행해 주세요 (스키마에는 GRANT USAGE)`,
      en:
        `As the database's administrator run GRANT SELECT ON ${table} TO the_user; (and GRANT USAGE on its schema)`,
    },
  }),
  notATime: (key: string, mapped: string): FaultTexts => ({
    reason: {
      ko: `${key}의 ‘${mapped}’은(는) 날짜나 시각이 아닙니다`,
      en: `“${mapped}” of ${key} is no date and no time`,
    },
    remedy: {
      ko: `설정의 ${key}를 timestamp, timestamptz, date 열이나 그런 값을 내는 SQL 식으로 바꿔 주세요`,
      en:
        `Change ${key} to a column of type timestamp, timestamptz or date, or to an SQL expression that gives one`,
    },
  }),
  dateWithDayStart: (key: string): FaultTexts => ({
    reason: {
      ko:
        `${key}는 시각이 없는 날짜(date) 열이라 하루의 시작(business.day_start)을 00:00이 아닌 시각으로 둘 수 없습니다`,
      en: `${key} is a date without a time, so business.day_start can only be 00:00`,
    },
    remedy: {
      ko: `business.day_start를 "00:00"으로 하거나 ${key}를 시각이 있는 열로 바꿔 주세요`,
      en: `Set business.day_start to "00:00" or ${key} to a column with a time`,
    },
  }),
  dateWithoutTime: (key: string): FaultTexts => ({
    reason: {
      ko: `${key}는 시각이 없는 날짜(date) 열이라 최근 한 시간을 알 수 없습니다`,
      en: `${key} is a date without a time, so the last hour cannot be told`,
    },
    remedy: {
      ko: `설정의 ${key}를 timestamp나 timestamptz 열로 바꿔 주세요`,
      en: `Change ${key} in the configuration to a column of type timestamp or timestamptz`,
    },
  }),
  tooManyWords: (key: string, limit: number): FaultTexts => ({
    reason: {
      ko: `${key}에 서로 다른 값이 너무 많습니다 (${limit}개 초과)`,
      en: `${key} holds too many different values (more than ${limit})`,
    },
    remedy: {
      ko: `설정의 ${key}가 몇 가지 낱말만 담는 열인지 확인해 주세요`,
      en: `Check that ${key} in the configuration is a column that holds a few words`,
    },
  }),
  ended: (limit: number): FaultTexts => ({
    reason: {
      ko: `데이터베이스가 조회를 중단했습니다 (제한 시간 ${limit / 1000}초)`,
      en: `The database ended the query (limit ${limit / 1000} s)`,
    },
    remedy: {
      ko: "권장 인덱스가 있는지 확인하거나 설정의 database.statement_timeout을 늘려 주세요",
      en:
        "Check that the recommended indexes exist, or raise database.statement_timeout in the configuration",
    },
  }),
  badValue: (key: string, cause: string): FaultTexts => ({
    reason: {
      ko: `${key}에 읽을 수 없는 값이 있습니다: ${cause}`,
      en: `${key} holds a value that cannot be read: ${cause}`,
    },
    remedy: {
      ko: "어느 열인지, 어떤 식으로 바꾸면 되는지 marketpulse check가 알려 줍니다",
      en: "marketpulse check tells which column it is, and the expression to write instead",
    },
  }),
  failed: (key: string, cause: string): FaultTexts => ({
    reason: { ko: `조회하지 못했습니다: ${cause}`, en: `The query failed: ${cause}` },
    remedy: {
      ko: `설정의 ${key}가 테이블과 맞는지 확인해 주세요`,
      en: `Check that ${key} in the configuration fits the table`,
    },
  }),
} as const;
