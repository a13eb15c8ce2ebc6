/** Everything that the bus says to people. */
import type { Text } from "../shared/text.ts";

/** What a person has to know about a Redis that cannot be used. */
export interface RedisTrouble {
  readonly reason: Text;
  readonly remedy: Text;
}

const CHECK_PASSWORD: Text = {
  ko: "REDIS_URL의 사용자 이름과 비밀번호를 확인해 주세요",
  en: "Check the user name and the password of REDIS_URL",
};

const CHECK_ADDRESS: Text = {
  ko: "Redis가 켜져 있는지, REDIS_URL의 호스트와 포트가 맞는지 확인해 주세요",
  en: "Check that Redis runs and that host and port of REDIS_URL are right",
};

/** Kinds of trouble; messages of Redis and of the system never go into them, as they can hold what is secret. */
export const troubles = {
  unreachable: {
    reason: { ko: "Redis에 연결할 수 없습니다", en: "Redis cannot be reached" },
    remedy: CHECK_ADDRESS,
  },
  unknownHost: {
    reason: { ko: "Redis 호스트 이름을 찾을 수 없습니다", en: "The host of Redis is not known" },
    remedy: CHECK_ADDRESS,
  },
  silent: {
    reason: { ko: "Redis가 응답하지 않습니다", en: "Redis does not answer" },
    remedy: {
      ko: "Redis의 부하와 네트워크 상태를 확인해 주세요",
      en: "Check the load of Redis and the network between",
    },
  },
  lost: {
    reason: { ko: "Redis와의 연결이 끊어졌습니다", en: "The connection to Redis was lost" },
    remedy: CHECK_ADDRESS,
  },
  tls: {
    reason: { ko: "Redis와 TLS 연결을 맺을 수 없습니다", en: "No TLS connection to Redis can be made" },
    remedy: {
      ko:
        "Redis가 켜져 있는지, 인증서가 올바른지 확인해 주세요. 사설 인증 기관이 서명했다면 redis.ca에 그 인증서 파일을 적고, TLS를 쓰지 않는 서버라면 rediss:// 대신 redis://를 적어 주세요",
      en:
        "Check that Redis runs and that its certificate is good; name the file of a private authority in redis.ca, or write redis:// for rediss:// where Redis has no TLS",
    },
  },
  noAuthority: {
    reason: {
      ko: "redis.ca의 인증서 파일을 읽을 수 없습니다",
      en: "The file of certificates that redis.ca names cannot be read",
    },
    remedy: {
      ko: "경로와 읽기 권한을 확인해 주세요",
      en: "Check its path and that it may be read",
    },
  },
  notUrl: {
    reason: { ko: "REDIS_URL이 Redis 주소가 아닙니다", en: "REDIS_URL is no Redis URL" },
    remedy: {
      ko: "redis://:비밀번호@호스트:6379/0 형식으로 적어 주세요",
      en: "Write it as redis://:password@host:6379/0",
    },
  },
  notRedis: {
    reason: { ko: "REDIS_URL의 서버는 Redis가 아닙니다", en: "What answers at REDIS_URL is not Redis" },
    remedy: CHECK_ADDRESS,
  },
  wrongPassword: {
    reason: { ko: "Redis 비밀번호가 맞지 않습니다", en: "Redis refuses the password" },
    remedy: CHECK_PASSWORD,
  },
  passwordNeeded: {
    reason: { ko: "Redis에 비밀번호가 필요합니다", en: "Redis asks for a password" },
    remedy: {
      ko: "redis://:비밀번호@호스트:6379처럼 REDIS_URL에 비밀번호를 적어 주세요",
      en: "Put the password into REDIS_URL, as in redis://:password@host:6379",
    },
  },
  notPermitted: {
    reason: {
      ko: "Redis 사용자에게 필요한 권한이 없습니다",
      en: "The user of Redis lacks a permission",
    },
    remedy: {
      ko:
        "ACL에서 +ping +@read +@write +@scripting +time 명령과 api_status:*, marketpulse:* 키를 허용해 주세요",
      en: "Allow it +ping +@read +@write +@scripting +time and the keys api_status:*, marketpulse:*",
    },
  },
  readOnly: {
    reason: { ko: "읽기 전용 Redis 복제본입니다", en: "This Redis is a read-only replica" },
    remedy: { ko: "REDIS_URL에 주(primary) 서버를 적어 주세요", en: "Name the primary in REDIS_URL" },
  },
  outOfMemory: {
    reason: { ko: "Redis의 메모리가 가득 찼습니다", en: "Redis is out of memory" },
    remedy: {
      ko: "Redis의 maxmemory를 늘리거나 필요 없는 키를 지워 주세요",
      en: "Raise maxmemory of Redis or remove keys that are not needed",
    },
  },
  cannotPersist: {
    reason: {
      ko: "Redis가 디스크에 저장하지 못해 쓰기를 거부합니다",
      en: "Redis refuses writes because it cannot save to its disk",
    },
    remedy: { ko: "Redis 서버의 디스크와 로그를 확인해 주세요", en: "Check the disk and the log of Redis" },
  },
  loading: {
    reason: { ko: "Redis가 시작하는 중입니다", en: "Redis is starting" },
    remedy: { ko: "잠시 기다려 주세요", en: "Wait a moment" },
  },
  noSuchDatabase: {
    reason: {
      ko: "REDIS_URL에 적힌 데이터베이스 번호가 없습니다",
      en: "Redis lacks the database number of REDIS_URL",
    },
    remedy: {
      ko: "REDIS_URL 끝의 번호를 0으로 바꿔 주세요",
      en: "Write 0 for the number at the end of REDIS_URL",
    },
  },
  tooManyClients: {
    reason: { ko: "Redis의 연결 수가 한도에 이르렀습니다", en: "Redis is at its limit of connections" },
    remedy: {
      ko: "Redis의 maxclients를 늘리거나 쓰지 않는 연결을 끊어 주세요",
      en: "Raise maxclients of Redis or end connections that are not used",
    },
  },
  refused: {
    reason: { ko: "Redis가 명령을 거부했습니다", en: "Redis refused a command" },
    remedy: { ko: "Redis의 로그를 확인해 주세요", en: "Check the log of Redis" },
  },
  notASnapshot: {
    reason: {
      ko: "Redis에 저장된 마지막 상태를 읽을 수 없습니다",
      en: "The last state that Redis holds cannot be read",
    },
    remedy: {
      ko: "새 상태가 곧 덮어쓰므로 할 일은 없습니다",
      en: "Nothing is to be done, the next one replaces it",
    },
  },
} satisfies Record<string, RedisTrouble>;
