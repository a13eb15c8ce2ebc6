import { type RedisTrouble, troubles } from "./texts.ts";

/** What Redis answered instead of doing what it was asked. */
export class RedisReply extends Error {
  override name = "RedisReply";
}

/** No answer within the time that a command may take. */
export class SilenceError extends Error {
  constructor(ms: number) {
    super(`Cannot use Redis: no answer within ${ms} ms`);
    this.name = "SilenceError";
  }
}

/** A TLS connection that did not come about, without a word why. */
export class HandshakeError extends Error {
  constructor(cause: unknown) {
    super("Cannot connect to Redis with TLS", { cause });
    this.name = "HandshakeError";
  }
}

/** The certificates of Redis's authority cannot be read. */
export class AuthorityError extends Error {
  constructor(cause: unknown) {
    super("Cannot read the certificates of redis.ca", { cause });
    this.name = "AuthorityError";
  }
}

/** First words of an error reply (https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors). */
const REPLIES: readonly (readonly [RegExp, RedisTrouble])[] = [
  [
    /^WRONGPASS|invalid password|without any password configured|wrong number of arguments for 'auth'/i,
    troubles.wrongPassword,
  ],
  [/^NOAUTH/, troubles.passwordNeeded],
  [/^NOPERM/, troubles.notPermitted],
  [/^READONLY/, troubles.readOnly],
  [/^OOM/, troubles.outOfMemory],
  [/^MISCONF/, troubles.cannotPersist],
  [/^(LOADING|MASTERDOWN)/, troubles.loading],
  [/DB index is out of range|invalid DB index/i, troubles.noSuchDatabase],
  [/max number of clients/i, troubles.tooManyClients],
];

/** Names, codes and words of errors of the connection; codes are Node's, words are those of Deno's TLS. */
const CONNECTION: readonly (readonly [RegExp, RedisTrouble])[] = [
  [/AuthorityError/, troubles.noAuthority],
  [/HandshakeError/, troubles.tls],
  [/Invalid URL|valid Redis protocol|Invalid pathname/i, troubles.notUrl],
  [/ENOTFOUND|EAI_AGAIN|lookup address/, troubles.unknownHost],
  [
    /CERT|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL|certificate|InvalidContentType|corrupt message/i,
    troubles.tls,
  ],
  [/SilenceError|ConnectionTimeoutError|Connection timeout/, troubles.silent],
  [/ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EADDRNOTAVAIL|NotCapable/, troubles.unreachable],
  [/unknown RESP|Protocol error|Unexpected.*RESP/i, troubles.notRedis],
];

/** What an error of the Redis client means for a person. */
export function redisTrouble(error: unknown): RedisTrouble {
  if (!(error instanceof Error)) return troubles.lost;
  if (error instanceof RedisReply) return find(REPLIES, error.message) ?? troubles.refused;
  const { code } = error as { code?: unknown };
  return find(CONNECTION, `${error.name} ${code} ${error.message}`) ?? troubles.lost;
}

/** Whether trying again soon is of no use: Redis is there and refuses, or is asked in a way it does not speak. */
export function waitsForPerson(error: unknown): boolean {
  return [RedisReply, HandshakeError, AuthorityError].some((kind) => error instanceof kind);
}

function find(table: readonly (readonly [RegExp, RedisTrouble])[], words: string): RedisTrouble | undefined {
  return table.find(([pattern]) => pattern.test(words))?.[1];
}
