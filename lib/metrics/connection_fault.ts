import { type Target, targetOf } from "../shared/postgres_target.ts";
import { ConnectionFault } from "./fault.ts";
import { CONNECTION_TEXTS as TEXTS, type FaultTexts } from "./texts.ts";

/**
 * Whether the connection is gone or in an unknown state, rather than one statement having failed. SQLSTATE classes:
 * 08 connection exception, 57P operator intervention, 25P03 and 25P04 transaction ended for its age.
 */
export function endsConnection(error: unknown): boolean {
  const { code = "" } = error as { code?: string };
  // By its code and not by its class: PGlite's errors are of a class of their own. `EPIPE` is none of PostgreSQL's.
  return !/^[0-9FHPX][0-9A-Z]{4}$/.test(code) || /^(08|57P|25P0[34])/.test(code);
}

/** Deno 2.4 tells of its TLS by errors of its own, so not everything that has no code is a mistake. */
const MISTAKES = [TypeError, ReferenceError, RangeError, SyntaxError];

/**
 * What is wrong, told from an error of npm:pg's `connect()` or from that of a lost connection.
 *
 * @throws the error itself when it is a mistake of this program
 */
export function connectionFault(error: unknown, url: string): ConnectionFault {
  if (error instanceof ConnectionFault) return error;
  // Connecting to a name with several addresses fails with an error for each of them.
  const first: Error & { code?: string } = error instanceof AggregateError ? error.errors[0] : error;
  if (first.code === undefined && MISTAKES.some((kind) => first instanceof kind)) throw error;
  const target = targetOf(url) ?? { host: "", user: "", database: "" };
  const texts = textsOfCode(first.code ?? "", target) ?? textsOfMessage(first, target);
  return new ConnectionFault(texts, { cause: error });
}

function textsOfCode(code: string, target: Target): FaultTexts | undefined {
  switch (code) {
    case "ERR_INVALID_URL":
      return TEXTS.invalidUrl();
    case "28P01":
      return TEXTS.wrongPassword(target.user);
    case "28000":
    case "42501":
      return TEXTS.userRefused(target.user);
    case "3D000":
      return TEXTS.unknownDatabase(target.database);
    case "53300":
      return TEXTS.tooManyConnections();
    case "57P01":
    case "57P02":
    case "57P03":
      return TEXTS.notReady();
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return TEXTS.unknownHost(target.host);
    case "ECONNREFUSED":
    case "EHOSTUNREACH":
    case "ENETUNREACH":
      return TEXTS.unreachable(target.host);
    case "ETIMEDOUT":
      return TEXTS.noAnswer(target.host);
  }
}

function textsOfMessage(error: Error & { code?: string }, target: Target): FaultTexts {
  const { message } = error;
  // What npm:pg and npm:pg-pool find themselves has no code.
  if (/client password must be a string/.test(message)) return TEXTS.wrongPassword(target.user);
  if (/timeout/i.test(message)) return TEXTS.noAnswer(target.host);
  // The file of `sslrootcert`, `sslcert` or `sslkey`; a socket that is not there says "connect".
  if (/^(ENOENT|EACCES)\b.*\bopen\b/.test(message)) return TEXTS.encryption(message);
  // Node has a code for every fault of a certificate, Deno 2.4 has only rustls's words.
  if (/SSL|TLS|CERT/i.test(`${error.code} ${message}`)) return TEXTS.encryption(message);
  return TEXTS.lost(message);
}
