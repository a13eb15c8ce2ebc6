/** What the checks of Redis, the own state, the markets and the configuration say. */
import type { CheckResult } from "../collectors/update.ts";
import type { HealthClass } from "../shared/snapshot.ts";
import type { CheckOptions } from "../shared/check_options.ts";
import type { CustomMetric, MetricContent } from "../shared/custom_metric.ts";
import type { Text } from "../shared/text.ts";

export const configTexts = {
  file: (path: string): Text => ({
    ko: `설정 파일 ${path}에 잘못된 곳이 없습니다`,
    en: `The configuration file ${path} has no fault`,
  }),
  noFile: {
    ko: "설정 파일이 없어 기본값과 환경 변수를 씁니다",
    en: "There is no configuration file, defaults and the environment apply",
  },
} as const;

export const tlsTexts = {
  until: (date: string, days: number): Text => ({
    ko: `인증서로 https를 쓸 수 있습니다. ${date}까지 유효합니다 (${days}일 남음)`,
    en: `The certificate serves https until ${date} (${days} days left)`,
  }),
  expired: (date: string): Text => ({
    ko: `인증서가 ${date}에 만료되어 브라우저에서 페이지가 열리지 않습니다`,
    en: `The certificate ended on ${date}, browsers refuse the page`,
  }),
  renew: {
    ko: "인증서를 갱신하고 마켓펄스를 다시 시작해 주세요",
    en: "Renew the certificate and start MarketPulse again",
  },
} as const;

export const redisTexts = {
  off: {
    ko: "Redis를 쓰지 않습니다. 마지막 상태는 메모리에만 보관됩니다",
    en: "Redis is not used, the last known state is kept in memory only",
  },
  ok: (ms: number): Text => ({
    ko: `Redis에 연결하고 읽고 쓰는 데 ${ms} ms 걸렸습니다`,
    en: `Redis was connected, read and written in ${ms} ms`,
  }),
  shared: {
    ko:
      "최근 5분 안에 다른 데이터베이스나 설정을 쓰는 마켓펄스가 같은 Redis에 마켓 상태(api_status:*)를 썼습니다",
    en: "Within the last 5 minutes a MarketPulse with another database or configuration wrote the markets' " +
      "states (api_status:*) into the same Redis",
  },
  separate: {
    ko:
      "쇼핑몰이 둘이라면 REDIS_URL 끝에 서로 다른 데이터베이스 번호를 적어 주세요. 예: redis://호스트:6379/1",
    en:
      "Where these are two shops, give each its own database number in REDIS_URL, such as redis://host:6379/1",
  },
} as const;

export const stateTexts = {
  memory: {
    ko: "기록을 파일에 남기지 않습니다",
    en: "History is kept in memory only",
  },
  ok: (path: string): Text => ({
    ko: `상태 파일 ${path}을(를) 읽고 쓸 수 있습니다`,
    en: `The state file ${path} can be read and written`,
  }),
  willBeMade: (path: string): Text => ({
    ko: `상태 파일 ${path}은(는) 서버를 처음 시작할 때 만들어집니다`,
    en: `The state file ${path} will be made when the server first starts`,
  }),
  shared: (path: string): Text => ({
    ko: `${path}의 스키마 marketpulse에 기록을 남깁니다`,
    en: `The schema marketpulse of ${path} can be read and written`,
  }),
  schemaWillBeMade: (path: string): Text => ({
    ko: `${path}의 스키마 marketpulse는 서버를 시작할 때 만들어지거나 새 버전에 맞춰집니다`,
    en: `The schema marketpulse of ${path} will be made or brought up to date when the server starts`,
  }),
  at: (reason: Text, path: string): Text => ({
    ko: `${reason.ko}: ${path}`,
    en: `${reason.en}: ${path}`,
  }),
} as const;

const CLASSES: Readonly<Record<HealthClass, Text>> = {
  UP: { ko: "정상", en: "is well" },
  SLOW: { ko: "느림", en: "is slow" },
  DOWN: { ko: "장애", en: "is down" },
  AUTH: { ko: "인증 거부", en: "refuses our credentials" },
  IP: { ko: "허용되지 않은 IP", en: "refuses our address" },
  QUOTA: { ko: "호출 한도 초과", en: "limits our calls" },
  MAINTENANCE: { ko: "점검 중", en: "is under maintenance" },
  SELF_OFFLINE: { ko: "이 서버의 인터넷 연결이 끊김", en: "cannot be asked, this machine is offline" },
  UNKNOWN: { ko: "확인하지 못함", en: "could not be checked" },
};

const KEYLESS_UP: Text = { ko: "응답함 · 키 미확인", en: "answers, no key was checked" };

export const marketTexts = {
  off: (name: string, code: string): Text => ({
    ko: `${name}: 설정(markets.${code}.enabled)에서 꺼져 있습니다`,
    en: `${name} is switched off in the configuration (markets.${code}.enabled)`,
  }),
  result: (name: string, { class: seen, probe, response_time, error }: CheckResult): Text => {
    const words = seen === "UP" && probe === "keyless" ? KEYLESS_UP : CLASSES[seen];
    const time = response_time === null ? "" : `, ${Math.round(response_time)} ms`;
    const detail = error === null ? "" : `: ${error}`;
    return { ko: `${name}: ${words.ko}${time}${detail}`, en: `${name} ${words.en}${time}${detail}` };
  },
} as const;

/** What a metric of the seller's own came to. */
export const customTexts = {
  off: {
    ko: "쇼핑몰의 데이터베이스를 읽지 않아 직접 만든 지표를 확인하지 않았습니다",
    en: "Own metrics were not read, because no shop's database is",
  },
  fault: ({ name }: CustomMetric, { ko, en }: Text): Text => ({ ko: `${name}: ${ko}`, en: `${name}: ${en}` }),
  read: (
    { name, title }: CustomMetric,
    { outcome, took }: { outcome: MetricContent; took: number },
  ): Text => {
    const rows = "rows" in outcome ? outcome.rows.length : 0;
    const [ko, en] = "rows" in outcome
      ? [`${rows}행`, `${rows} rows`]
      : [String(outcome.value), String(outcome.value)];
    return {
      ko: `${title.ko} (${name}): ${ko}, ${took} ms 걸림`,
      en: `${title.en} (${name}): ${en}, read in ${took} ms`,
    };
  },
  slow: {
    ko: "곧 timeout을 넘을 수 있습니다. 알맞은 인덱스를 만들거나 읽는 기간을 줄여 주세요",
    en: "It may soon exceed its timeout: create an index for it or read a shorter time",
  },
} as const;

/** What an own check came to. */
export function ownCheckText(
  { name, type }: CheckOptions,
  { response_time, error, reason }: CheckResult,
): Text {
  const time = response_time === null ? "" : `, ${Math.round(response_time)} ms`;
  const { ko, en } = reason ?? { ko: error ?? CLASSES.UP.ko, en: error ?? CLASSES.UP.en };
  return { ko: `${name} (${type}): ${ko}${time}`, en: `${name} (${type}): ${en}${time}` };
}
