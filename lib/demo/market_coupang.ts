import { coupangSignature } from "../markets/coupang_signature.ts";
import { coupang } from "../markets/coupang.ts";
import type { Clock } from "../shared/clock.ts";
import { commonPlays } from "./market_plays.ts";
import { jsonReply, type Reply, type SimulatedMarket } from "./market_simulated.ts";

/** Coupang says that a signature dies "after some time"; clients count on five minutes. */
const SIGNATURE_LIFE = 5 * 60_000;

const HEADER =
  /^CEA algorithm=HmacSHA256, access-key=([^,\s]+), signed-date=(\d{6}T\d{6}Z), signature=([0-9a-f]{64})$/;

const AKAMAI = `<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY><H1>Access Denied</H1>
You don't have permission to access "http://api-gateway.coupang.com/" on this server.<P>Reference #18.0</P></BODY></HTML>`;

export interface CoupangKey {
  readonly access_key: string;
  readonly secret_key: string;
}

/** Coupang's gateway with one seller's key (error bodies as Coupang publishes them for the same gateway). */
export function simulateCoupang(
  { key, clock }: { readonly key: CoupangKey; readonly clock: Clock },
): SimulatedMarket {
  return {
    prefix: "",
    latency: [80, 220],
    slowLatency: [2_400, 4_200],
    plays: {
      ...commonPlays(),
      down: gatewayError(521, "Provider server is not available."),
      gateway_timeout: gatewayError(504, "Response time exceeded."),
      auth: gatewayError(401, "Invalid signature."),
      clock: gatewayError(401, "Specified signature is expired."),
      unsigned: gatewayError(401, "Request is not authorized."),
      forbidden: gatewayError(403, "Forbidden"),
      ip: gatewayError(403, "Not allowed IP"),
      quota: gatewayError(429, "Too Many Requests"),
      blocked: { status: 403, headers: { "content-type": "text/html" }, body: AKAMAI },
      error_inside: jsonReply(200, { code: "ERROR", message: "Category service failed", data: null }),
      broken: { status: 200, headers: { "content-type": "application/json" }, body: '{"code":"SUCC' },
    },
    async serve(request) {
      const fault = await faultOf(request, { key, now: clock.now() });
      if (fault) return gatewayError(401, fault);
      const { pathname } = new URL(request.url);
      if (pathname !== coupang.calls.status.path) return gatewayError(404, "No matching resource.");
      return jsonReply(200, { code: "SUCCESS", message: "", data: true });
    },
  };
}

async function faultOf(
  { headers, method, url }: Request,
  { key, now }: { readonly key: CoupangKey; readonly now: number },
): Promise<string | undefined> {
  const authorization = headers.get("authorization");
  if (!authorization) return "Request is not authorized.";
  const [, accessKey, date, signature] = HEADER.exec(authorization) ?? [];
  if (!date) return "HMAC format is invalid.";
  if (accessKey !== key.access_key) {
    return "Unknown error occurred, please contact api-gateway channel for the details.";
  }
  const at = instantOf(date);
  if (!(Math.abs(now - at) <= SIGNATURE_LIFE)) return "Specified signature is expired.";
  const { pathname, search } = new URL(url);
  const expected = await coupangSignature(
    { method, path: pathname, query: search.slice(1), at },
    key.secret_key,
  );
  return signature === expected ? undefined : "Invalid signature.";
}

function instantOf(signedDate: string): number {
  return Date.parse(signedDate.replace(/(..)(..)(..)T(..)(..)(..)Z/, "20$1-$2-$3T$4:$5:$6Z"));
}

function gatewayError(status: number, message: string): Reply {
  return jsonReply(status, { code: "ERROR", message, transactionId: "00000000-0000-0000-0000-000000000000" });
}
