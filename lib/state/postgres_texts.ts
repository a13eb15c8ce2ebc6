/** What is said to people about an own state in PostgreSQL that cannot be used. */
import type { Text } from "../shared/text.ts";
import type { PostgresFault } from "./texts.ts";

interface Said {
  readonly reason: Text;
  readonly remedy: Text;
}

export const postgresTexts = {
  unreachable: {
    reason: { ko: "데이터베이스 서버에 연결할 수 없습니다", en: "The database server cannot be reached" },
    remedy: {
      ko: "PostgreSQL이 켜져 있는지, STATE_URL의 호스트와 포트가 맞는지 확인해 주세요. 계속 다시 연결합니다",
      en:
        "Check that PostgreSQL runs and that host and port of STATE_URL are right; it is tried again and again",
    },
  },
  refused: {
    reason: {
      ko: "데이터베이스가 사용자나 비밀번호를 받아들이지 않습니다",
      en: "The database does not accept the user or the password",
    },
    remedy: {
      ko: "STATE_URL의 사용자와 비밀번호를 확인해 주세요. 특수문자는 %40처럼 인코딩해야 합니다",
      en: "Check user and password in STATE_URL, special characters encoded, for example %40",
    },
  },
  no_database: {
    reason: {
      ko: "STATE_URL의 데이터베이스가 서버에 없습니다",
      en: "The server lacks the database of STATE_URL",
    },
    remedy: {
      ko: "STATE_URL 끝의 이름을 확인하거나 데이터베이스를 만들어 주세요",
      en: "Check the name at the end of STATE_URL, or create the database",
    },
  },
  forbidden: {
    reason: {
      ko: "스키마 marketpulse를 만들거나 쓸 권한이 없습니다",
      en: "The role may neither create nor use the schema marketpulse",
    },
    remedy: {
      ko: "데이터베이스 관리자로 다음을 실행해 주세요",
      en: "Run this as the administrator of the database",
    },
  },
  encryption: {
    reason: {
      ko: "데이터베이스와 TLS 연결을 맺을 수 없습니다",
      en: "No TLS connection to the database can be made",
    },
    remedy: {
      ko:
        "서버의 인증서를 확인하고, 사설 인증 기관이라면 STATE_URL에 sslmode=verify-full과 sslrootcert=<CA 파일>을 적어 주세요",
      en:
        "Check the server's certificate; for a private authority put sslmode=verify-full and sslrootcert=<CA file> into STATE_URL",
    },
  },
  encoding: {
    reason: { ko: "데이터베이스의 인코딩이 UTF8이 아닙니다", en: "The database's encoding is not UTF8" },
    remedy: {
      ko: "다음처럼 UTF8 데이터베이스를 만들어 STATE_URL에 적어 주세요",
      en: "Create one with UTF8 like this and name it in STATE_URL",
    },
  },
  crowded: {
    reason: {
      ko: "데이터베이스의 연결 수가 한도에 이르렀습니다",
      en: "The database is at its limit of connections",
    },
    remedy: {
      ko: "max_connections를 늘리거나 쓰지 않는 연결을 끊어 주세요",
      en: "Raise max_connections or end connections that are not used",
    },
  },
  read_only: {
    reason: {
      ko: "읽기 전용 데이터베이스입니다 (복제본이거나 읽기 전용으로 설정됨)",
      en: "The database is read-only: a standby, or set to be so",
    },
    remedy: { ko: "STATE_URL에 주(primary) 서버를 적어 주세요", en: "Name the primary server in STATE_URL" },
  },
  full: {
    reason: {
      ko: "데이터베이스 서버의 디스크가 가득 찼습니다",
      en: "The disk of the database server is full",
    },
    remedy: { ko: "그 서버의 디스크 공간을 확보해 주세요", en: "Free some space on that server" },
  },
  locked: {
    reason: {
      ko: "다른 작업이 마켓펄스의 테이블을 잠그고 있어 제때 쓰지 못했습니다",
      en: "Somebody holds our tables locked for longer than we wait",
    },
    remedy: {
      ko: "pg_stat_activity에서 오래 걸리는 작업을 확인해 주세요",
      en: "Look for long transactions in pg_stat_activity",
    },
  },
  newer: {
    reason: {
      ko: "더 새로운 버전의 MarketPulse가 만든 스키마입니다",
      en: "The schema was written by a newer version of MarketPulse",
    },
    remedy: {
      ko: "그 버전 이상으로 실행하거나 STATE_URL에 다른 데이터베이스를 지정해 주세요",
      en: "Run that version or a later one, or name another database with STATE_URL",
    },
  },
  other: {
    reason: { ko: "데이터베이스에서 오류가 났습니다", en: "The database failed" },
    remedy: {
      ko: "PostgreSQL의 로그를 확인해 주세요",
      en: "See the log of PostgreSQL",
    },
  },
} satisfies Record<PostgresFault, Said>;
