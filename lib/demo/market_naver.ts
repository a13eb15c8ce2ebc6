import { naverSignature } from "../markets/naver_signature.ts";
import type { Clock } from "../shared/clock.ts";
import { commonPlays } from "./market_plays.ts";
import { jsonReply, type Reply, type SimulatedMarket } from "./market_simulated.ts";
import type { Random } from "./random.ts";

const PREFIX = "/external";
const TOKEN_PATH = `${PREFIX}/v1/oauth2/token`;
const ACCOUNT_PATH = `${PREFIX}/v1/seller/account`;

const MINUTE = 60_000;
const TOKEN_LIFE = 180 * MINUTE;
const SAME_TOKEN_ABOVE = 30 * MINUTE;
const TIMESTAMP_LIFE = 5 * MINUTE;

const HOURLY_QUOTA = {
  "gncp-gw-quota-limit": "1",
  "gncp-gw-quota-period": "HOURS",
  "gncp-gw-quota-remaining": "0",
};

export interface NaverApplication {
  readonly client_id: string;
  readonly client_secret: string;
}

export interface NaverOptions {
  readonly application: NaverApplication;
  readonly clock: Clock;
  readonly random: Random;
}

/**
 * Naver's gateway with one seller's application. A token request in a form that Naver does not document is answered and
 * then punished: the application is held to one call an hour (commerce-api-naver/commerce-api, discussion 3751).
 */
export function simulateNaver({ application, clock, random }: NaverOptions): SimulatedMarket {
  const plays = naverPlays();
  const expiries = new Map<string, number>();
  let punished = false;

  async function serveToken(request: Request): Promise<Reply> {
    const form = new URLSearchParams(await request.text());
    punished ||= !isWellFormed(request, form);
    const fault = await faultOf(form, { application, now: clock.now() });
    if (fault) return fail(400, "BAD_REQUEST", fault);
    const [token, expiry] = currentToken();
    const seconds = Math.floor((expiry - clock.now()) / 1000);
    return jsonReply(200, { access_token: token, expires_in: seconds, token_type: "Bearer" });
  }

  function currentToken(): [string, number] {
    const now = clock.now();
    for (const [token, expiry] of expiries) if (expiry <= now) expiries.delete(token);
    const fresh = [...expiries].find(([, expiry]) => expiry - now >= SAME_TOKEN_ABOVE);
    if (fresh) return fresh;
    const token = Array.from({ length: 4 }, () => random().toString(36).slice(2, 10)).join("");
    expiries.set(token, now + TOKEN_LIFE);
    return [token, now + TOKEN_LIFE];
  }

  function serveAccount(request: Request): Reply {
    const token = /^Bearer (.+)$/.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";
    if (!((expiries.get(token) ?? 0) > clock.now())) {
      return fail(401, "GW.AUTHN", "요청을 보낼 권한이 없습니다.");
    }
    if (punished) return plays.penalty;
    return jsonReply(200, { accountUid: "demo-account-uid", accountId: "demo" });
  }

  return {
    prefix: PREFIX,
    latency: [90, 260],
    slowLatency: [2_400, 4_800],
    plays,
    serve(request) {
      const { pathname } = new URL(request.url);
      if (pathname === TOKEN_PATH && request.method === "POST") return serveToken(request);
      if (pathname === ACCOUNT_PATH && request.method === "GET") return serveAccount(request);
      return fail(404, "GW.NOT_FOUND", "요청한 경로를 찾을 수 없습니다.");
    },
  };
}

function naverPlays() {
  const common = commonPlays();
  return {
    ...common,
    unauthorized: { ...common.unauthorized, path: ACCOUNT_PATH },
    down: fail(500, "GW.PROXY.01", "서비스를 일시적으로 사용할 수 없습니다."),
    gateway_timeout: fail(504, "GW.TIMEOUT.01", "요청 시간이 초과되었습니다."),
    auth: { ...fail(401, "GW.AUTHN", "요청을 보낼 권한이 없습니다."), path: ACCOUNT_PATH },
    no_permission: { ...fail(403, "GW.AUTHZ", "요청 권한이 없습니다."), path: ACCOUNT_PATH },
    token_refused: { ...fail(401, "INVALID_CLIENT", "인증 정보가 유효하지 않습니다."), path: TOKEN_PATH },
    token_broken: { ...jsonReply(200, { access_token: "a\nb", expires_in: 10_800 }), path: TOKEN_PATH },
    store_closed: {
      ...fail(403, "INVALID_STORE_STATUS", "스토어 상태가 유효하지 않습니다."),
      path: TOKEN_PATH,
    },
    no_store: { ...fail(404, "SELLER_NOT_FOUND", "판매자를 찾을 수 없습니다."), path: TOKEN_PATH },
    clock: { ...fail(400, "BAD_REQUEST", "timestamp 항목은 현재 이전이어야 합니다."), path: TOKEN_PATH },
    ip: fail(403, "GW.IP_NOT_ALLOWED", "호출이 허용되지 않은 IP입니다."),
    quota: fail(429, "GW.RATE_LIMIT", "요청이 많아 서비스를 일시적으로 사용할 수 없습니다."),
    quota_minutes: {
      ...fail(429, "GW.QUOTA_LIMIT", "할당된 시간당 요청량을 초과하였습니다."),
      headers: { ...HOURLY_QUOTA, "gncp-gw-quota-period": "MINUTES" },
    },
    penalty: {
      ...fail(429, "GW.QUOTA_LIMIT", "할당된 시간당 요청량을 초과하였습니다."),
      headers: HOURLY_QUOTA,
    },
    maintenance: fail(503, "GW.BLOCK.02", "시스템 점검 중입니다."),
    broken: { status: 200, headers: { "content-type": "application/json" }, body: '{"accountUid":' },
  } satisfies SimulatedMarket["plays"];
}

function isWellFormed({ url, headers }: Request, form: URLSearchParams): boolean {
  return new URL(url).search === "" &&
    headers.get("content-type")?.split(";")[0] === "application/x-www-form-urlencoded" &&
    form.get("grant_type") === "client_credentials" && form.get("type") === "SELF" && !form.has("account_id");
}

async function faultOf(
  form: URLSearchParams,
  { application, now }: { readonly application: NaverApplication; readonly now: number },
): Promise<string | undefined> {
  const timestamp = form.get("timestamp") ?? "";
  if (!/^\d{13}$/.test(timestamp)) return "timestamp 항목이 유효하지 않습니다.";
  if (Number(timestamp) > now) return "timestamp 항목은 현재 이전이어야 합니다.";
  if (now - Number(timestamp) > TIMESTAMP_LIFE) return "timestamp항목의 유효 시간이 만료되었습니다.";
  const expected = await naverSignature(Number(timestamp), application);
  const isOurs = form.get("client_id") === application.client_id &&
    form.get("client_secret_sign") === expected;
  return isOurs ? undefined : "client_secret_sign 항목이 유효하지 않습니다";
}

function fail(status: number, code: string, message: string): Reply {
  return jsonReply(status, { code, message, timestamp: "2026-01-15T18:30:00.000+09:00", traceId: "demo" });
}
