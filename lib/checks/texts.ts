/** What is said of the seller's own checks. */
import { reasonOfFailure } from "../markets/reasons.ts";
import type { Failed } from "../markets/seen.ts";
import type { FaultTexts } from "../metrics/texts.ts";
import type { Text } from "../shared/text.ts";
import type { Problem } from "./check_kind.ts";

const LOOK_THERE: Text = {
  ko: "확인 대상 서비스의 상태와 로그를 확인해 주세요.",
  en: "Look at the state and the log of what is checked",
};

const CHECK_CONFIG: Text = {
  ko: "설정 파일의 checks 항목을 확인해 주세요.",
  en: "Check the entry under checks in the configuration",
};

const problem = (error: string, ko: string, remedy: Text = LOOK_THERE): Problem => ({
  error,
  reason: { ko, en: error },
  remedy,
});

export const httpProblems = {
  status: (status: number, expected: string) =>
    problem(`HTTP ${status}, expected ${expected}`, `HTTP ${status} 응답이 왔습니다 (기대: ${expected})`),
  header: (name: string) =>
    problem(`header ${name} is not as expected`, `${name} 헤더가 기대한 값과 다릅니다`),
  size: (most: number) => problem(`answer longer than ${most} bytes`, `응답이 ${most}바이트보다 깁니다`),
  body: () => problem("body is not as expected", "응답 본문에 기대한 내용이 없습니다"),
  noJson: () => problem("answer is no JSON", "응답이 JSON이 아닙니다"),
  jsonMissing: (path: string) => problem(`${path} is missing`, `응답에 ${path} 값이 없습니다`),
  json: (path: string, value: string) =>
    problem(`${path} is ${value}, which is not expected`, `${path} 값(${value})이 기대와 다릅니다`),
};

export const tcpProblems = {
  banner: () => problem("what came is not as expected", "받은 내용이 기대와 다릅니다"),
};

const RENEW: Text = {
  ko: "인증서를 갱신해 주세요. 자동 갱신을 쓰고 있다면 갱신 로그를 확인해 주세요.",
  en: "Renew the certificate; if that is automatic, look at its log",
};

export const tlsProblems = {
  /** @param days whole ones that are left */
  expires: (days: number) =>
    days < 1 ? problem("certificate expires within a day", "인증서가 하루 안에 만료됩니다", RENEW) : problem(
      `certificate expires in ${days} ${days === 1 ? "day" : "days"}`,
      `인증서가 ${days}일 뒤에 만료됩니다`,
      RENEW,
    ),
  unreadable: () =>
    problem("certificate cannot be read", "연결은 되지만 인증서의 만료일을 읽지 못했습니다", {
      ko: "TLS 서버가 맞는지 target의 포트를 확인해 주세요.",
      en: "Check the port of target: is that a TLS server?",
    }),
};

export const sqlProblems = {
  shape: (rows: number, columns: number) =>
    problem(
      rows === 0
        ? "no row, expected one value"
        : `${rows > 1 ? "several" : rows} rows of ${columns} values, expected one value`,
      rows === 0 ? "조회 결과가 없습니다. 값 하나를 기대합니다" : "조회 결과가 값 하나가 아닙니다",
      CHECK_CONFIG,
    ),
  noNumber: () => problem("value is no number", "조회한 값이 숫자가 아닙니다", CHECK_CONFIG),
  below: (value: number, min: number) =>
    problem(`${value}, expected at least ${min}`, `값이 ${value}입니다 (기대: ${min} 이상)`),
  above: (value: number, max: number) =>
    problem(`${value}, expected at most ${max}`, `값이 ${value}입니다 (기대: ${max} 이하)`),
  other: (value: string, expected: string) =>
    problem(`${value}, expected ${expected}`, `값이 ${value}입니다 (기대: ${expected})`),
  /** The database's own words may quote data, so only their code is told. */
  statement: (code: string | undefined) =>
    problem(
      `database refused the statement (${code})`,
      `데이터베이스가 조회를 거부했습니다 (오류 코드 ${code})`,
      {
        ko: "checks의 target에 적은 SQL을 psql에서 실행해 확인해 주세요. 읽기만 할 수 있습니다.",
        en: "Try the SQL of target in psql; it can only read",
      },
    ),
  connection: ({ reason, remedy }: FaultTexts): Problem => ({
    error: reason.en,
    reason,
    remedy: remedy ?? CHECK_CONFIG,
  }),
};

export function failureProblem(failed: Failed): Problem {
  const { failure, detail } = failed;
  const remedy = failure === "dns" || failure === "unsendable" ? CHECK_CONFIG : LOOK_THERE;
  return { error: detail, reason: reasonOfFailure(failed), remedy };
}

export function slowProblem(took: number, slow: number): Problem {
  const ms = Math.round(took);
  return problem(
    `answered after ${ms} ms, more than ${slow} ms`,
    `응답에 ${ms}ms가 걸렸습니다 (기준 ${slow}ms)`,
  );
}
