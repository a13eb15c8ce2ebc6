import { formatDuration } from "../shared/format_time.ts";
import type { Text } from "../shared/text.ts";
import type { Phase } from "./connection.ts";
import type { Said } from "./said.ts";
import type { Answer, Failed, Failure } from "./seen.ts";

/** What was seen, for people; {@linkcode Failed} has the words for the log. */
const FAILURES: Readonly<Record<Exclude<Failure, "timeout">, Text>> = {
  dns: { ko: "서버 주소를 찾지 못했습니다", en: "The name was not found" },
  refused: { ko: "연결이 거부되었습니다", en: "The connection was refused" },
  unreachable: { ko: "서버에 연결할 수 없습니다", en: "The server cannot be reached" },
  reset: { ko: "연결이 도중에 끊겼습니다", en: "The connection was cut" },
  certificate: { ko: "인증서를 신뢰할 수 없습니다", en: "The certificate is not trusted" },
  tls: { ko: "암호화 연결(TLS)을 맺지 못했습니다", en: "No TLS connection came about" },
  malformed: { ko: "HTTP 응답이 아닙니다", en: "The answer is no HTTP" },
  proxy: { ko: "프록시가 연결해 주지 않았습니다", en: "The proxy opened no connection" },
  unsendable: { ko: "인증 정보에 보낼 수 없는 문자가 있습니다", en: "A credential cannot be sent" },
};

const LATE: Readonly<Record<Phase, Text>> = {
  dns: { ko: "제한 시간 안에 서버 주소를 찾지 못했습니다", en: "The name was not found in time" },
  connect: { ko: "제한 시간 안에 연결되지 않았습니다", en: "No connection in time" },
  tls: { ko: "암호화 연결(TLS)이 제한 시간 안에 되지 않았습니다", en: "No TLS handshake in time" },
  first_byte: { ko: "제한 시간 안에 응답이 없었습니다", en: "No answer in time" },
  body: { ko: "제한 시간 안에 응답을 다 받지 못했습니다", en: "No whole answer in time" },
};

export function reasonOfFailure({ failure, phase = "first_byte" }: Failed): Text {
  return failure === "timeout" ? LATE[phase] : FAILURES[failure];
}

/** Null where the market's own words say it. */
export function reasonOfAnswer({ status, body }: Answer, { format }: Said): Text | null {
  const of = (ko: string, en: string): Text => ({
    ko: `HTTP ${status} (${ko})`,
    en: `HTTP ${status} (${en})`,
  });
  switch (format) {
    case "json":
    case "xml":
      return null;
    case "html":
      return of("HTML 페이지", "HTML page");
    case "cut":
      return of("너무 긴 응답", "answer too long");
    default:
      return body.length === 0
        ? of("빈 응답", "empty answer")
        : of("해석할 수 없는 응답", "answer not understood");
  }
}

/** @param limits milliseconds */
export function reasonForSlow(took: number, { slow, usual }: { slow: number; usual: number | null }): Text {
  const [long, most] = [formatDuration(took), formatDuration(usual ?? slow)];
  return usual === null
    ? {
      ko: `응답에 ${long} 걸렸습니다. 기준은 ${most}입니다`,
      en: `Answered after ${long}, the limit is ${most}`,
    }
    : {
      ko: `응답에 ${long} 걸렸습니다. 평소에는 ${most}입니다`,
      en: `Answered after ${long}, usually ${most}`,
    };
}

/** @param lag milliseconds */
export function reasonForVoid(lag: number): Text {
  const late = formatDuration(lag);
  return {
    ko: `이 프로그램이 ${late} 동안 멈춰 있어 측정값을 버렸습니다`,
    en: `This program itself stood still for ${late}, so the measurement is void`,
  };
}
