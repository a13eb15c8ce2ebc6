import assert from "node:assert/strict";
import { eucKrEncoder } from "../../lib/demo/market_euc_kr.ts";
import { judge } from "../../lib/markets/judge.ts";
import type { Market } from "../../lib/markets/market.ts";
import type { SimulatedCode as MarketCode } from "../../lib/demo/market_simulated.ts";
import { markets } from "../../lib/markets/markets.ts";
import { firstFit, type Rule } from "../../lib/markets/rule.ts";
import type { Failure, Seen } from "../../lib/markets/seen.ts";
import type { CheckResult } from "../../lib/collectors/update.ts";
import { answer, failed, json } from "./support/fake_network.ts";

/** A Thursday noon and a Friday 07:59 in Korea. */
const [NOON, FRIDAY] = [Date.parse("2026-01-15T12:00:00+09:00"), Date.parse("2026-01-16T07:59:59+09:00")];

type Row = readonly [
  seen: Seen,
  expected: `${CheckResult["class"]} ${CheckResult["status"]}`,
  more?: { readonly probe?: "signed" | "keyless"; readonly at?: number; readonly pause?: number },
];

const html = (status: number, call = "status") =>
  answer({ status, call, body: "<!DOCTYPE html><HTML><TITLE>Access Denied</TITLE></HTML>" });
const error = (status: number, message: string) => json(status, { code: "ERROR", message });
const keyless = { probe: "keyless" } as const;
const friday = { at: FRIDAY } as const;
const pause = { pause: 300_000 } as const;

const coupang: Row[] = [
  [error(401, "Request is not authorized."), "UP healthy", keyless],
  [error(403, "Request is not authorized."), "UP healthy", keyless],
  [html(403), "QUOTA degraded", { ...keyless, ...pause }],
  [error(401, "Specified signature is expired."), "AUTH degraded"],
  [error(403, "Specified signature is expired."), "AUTH degraded"],
  [error(401, "Invalid signature."), "AUTH degraded"],
  [error(401, "HMAC format is invalid."), "AUTH degraded"],
  [
    error(401, "Unknown error occurred, please contact api-gateway channel for the details."),
    "AUTH degraded",
  ],
  [error(401, "Request is not authorized."), "AUTH degraded"],
  [error(403, "Not allowed IP"), "IP degraded"],
  [html(403), "QUOTA degraded", pause],
  [error(403, "Forbidden"), "AUTH degraded"],
  [json(200, { code: "SUCCESS", message: "", data: true }), "UP healthy"],
  [json(200, { code: "200", data: { code: "SUCCESS", data: "true" } }), "UP healthy"],
  [json(200, { code: 200, message: "OK" }), "UP healthy"],
  [json(200, { code: "ERROR", message: "category service failed" }), "UNKNOWN unknown"],
  [error(400, "bad"), "UNKNOWN unknown"],
  [error(404, "no"), "UNKNOWN unknown"],
  [error(410, "expired"), "UNKNOWN unknown"],
  [error(412, "not deployed"), "UNKNOWN unknown"],
  [error(423, "locked"), "UNKNOWN unknown"],
  [error(500, "internal"), "DOWN error"],
  [error(521, "provider"), "DOWN error"],
  [error(524, "provider"), "DOWN error"],
];

const token = { call: "token" } as const;
const account = { call: "account" } as const;
const gw = (status: number, code: string, parts = {}) =>
  json(status, { code, message: "말" }, { ...account, ...parts });
const QUOTA_HOURS = { headers: { "GNCP-GW-Quota-Period": "HOURS" } };
const naver: Row[] = [
  [gw(401, "GW.AUTHN"), "UP healthy", keyless],
  [gw(403, "GW.IP_NOT_ALLOWED"), "UP healthy", keyless],
  [gw(403, "GW.IP_NOT_ALLOWED"), "IP degraded"],
  [gw(403, "GW.IP_NOT_ALLOWED", token), "IP degraded"],
  [gw(503, "GW.BLOCK.02"), "MAINTENANCE degraded"],
  [gw(503, "GW.BLOCK.02"), "MAINTENANCE degraded", keyless],
  [gw(503, "GW.BLOCK.01"), "DOWN error"],
  [gw(429, "GW.QUOTA_LIMIT", QUOTA_HOURS), "QUOTA degraded", { pause: 3_600_000 }],
  [gw(429, "GW.QUOTA_LIMIT"), "QUOTA degraded", pause],
  [gw(429, "GW.RATE_LIMIT"), "QUOTA degraded", pause],
  [
    json(400, { code: "BAD_REQUEST", message: "timestamp 항목은 현재 이전이어야 합니다." }, token),
    "AUTH degraded",
  ],
  [
    json(400, { code: "BAD_REQUEST", message: "client_secret_sign 항목이 유효하지 않습니다" }, token),
    "AUTH degraded",
  ],
  [gw(401, "UNAUTHORIZED", token), "AUTH degraded"],
  [gw(401, "GW.AUTHN"), "AUTH degraded"],
  [gw(400, "GW.AUTHZ"), "AUTH degraded"],
  [gw(403, "ROLE_NOT_FOUND", token), "AUTH degraded"],
  [gw(403, "INVALID_STORE_STATUS"), "AUTH degraded"],
  [gw(404, "CHANNEL_NOT_FOUND", token), "AUTH degraded"],
  [gw(404, "GW.NOT_FOUND", token), "UNKNOWN unknown"],
  [gw(404, "GW.NOT_FOUND"), "UNKNOWN unknown"],
  [gw(400, "BAD_REQUEST"), "UNKNOWN unknown"],
  [gw(308, "PERMANENT_REDIRECT"), "UNKNOWN unknown"],
  [gw(500, "GW.PROXY.01"), "DOWN error"],
  [gw(500, "GW.INTERNAL_SERVER_ERROR"), "DOWN error"],
  [gw(504, "GW.TIMEOUT.01"), "DOWN timeout"],
  [json(200, { accountUid: "u", accountId: "i" }, account), "UP healthy"],
  [json(200, { expires_in: 10800 }, token), "UNKNOWN unknown"],
];

const encode = eucKrEncoder();
const xml = (status: number, content: string, call = "outbound") =>
  answer({ status, call, body: encode(`<?xml version="1.0" encoding="EUC-KR"?>${content}`) });
const auth = (code: string, status = 500, call = "outbound") =>
  xml(
    status,
    `<AuthMessage><resultCode>${code}</resultCode><resultMessage>말</resultMessage></AuthMessage>`,
    call,
  );
const orders = (code: string, text = "말", status = 200) =>
  xml(
    status,
    `<ns2:orders xmlns:ns2="x"><ns2:result_code>${code}</ns2:result_code>` +
      `<ns2:result_text>${text}</ns2:result_text></ns2:orders>`,
  );
const elevenst: Row[] = [
  [orders("-1000", "서버 점검중입니다."), "MAINTENANCE degraded"],
  [orders("-1000", "서버 점검중입니다.", 500), "MAINTENANCE degraded"],
  [html(200, "outbound"), "MAINTENANCE degraded", friday],
  [html(503, "outbound"), "MAINTENANCE degraded", friday],
  [failed("refused"), "MAINTENANCE degraded", friday],
  [failed("timeout"), "MAINTENANCE degraded", friday],
  [failed("certificate"), "DOWN error", friday],
  [orders("004"), "QUOTA degraded", pause],
  [orders("-99", "overedTraffic"), "QUOTA degraded", pause],
  [auth("-500", 500, "category"), "UP healthy", keyless],
  [auth("-500"), "IP degraded"],
  [auth("-997"), "UNKNOWN unknown"],
  [auth("300"), "AUTH degraded"],
  [auth("100"), "AUTH degraded"],
  [auth("200", 200), "AUTH degraded"],
  [orders("-1", "OpenAPI Key 에 해당하는 유저가 없습니다"), "AUTH degraded"],
  [orders("-3103"), "UNKNOWN unknown"],
  [orders("-1", "다른 오류"), "UNKNOWN unknown"],
  [xml(200, '<ns2:inOutAddresss xmlns:ns2="x"><inOutAddress/></ns2:inOutAddresss>'), "UP healthy"],
  [xml(200, "<inOutAddresss/>"), "UP healthy"],
  [
    xml(200, '<ns2:categorys xmlns:ns2="x"><ns2:category/></ns2:categorys>', "category"),
    "UP healthy",
    keyless,
  ],
  [orders("0", "조회된 결과가 없습니다."), "UP healthy"],
  [orders("500"), "UNKNOWN unknown"],
  [orders("500", "말", 500), "UNKNOWN unknown"],
  [html(200, "outbound"), "UNKNOWN unknown"],
  [html(503, "outbound"), "DOWN error"],
  [xml(200, "<ns2:orders><ns2:result_code>"), "UNKNOWN unknown"],
];

/** What every market shares. */
const common: Row[] = [
  ...(["dns", "refused", "unreachable", "reset", "malformed", "certificate", "tls"] as Failure[])
    .map((failure): Row => [failed(failure), "DOWN error"]),
  [failed("timeout"), "DOWN timeout"],
  [failed("unsendable"), "UNKNOWN unknown"],
  [answer({ status: 429 }), "QUOTA degraded", pause],
  [answer({ status: 504 }), "DOWN timeout"],
  [answer({ status: 502 }), "DOWN error"],
  [answer({ status: 308 }), "UNKNOWN unknown"],
  [answer({ status: 401, body: "no" }), "AUTH degraded"],
  [answer({ status: 401, body: "no" }), "UNKNOWN unknown", keyless],
  [answer({ status: 418 }), "UNKNOWN unknown"],
  [answer({ body: "a", whole: false }), "UNKNOWN unknown"],
  [answer({ body: '{"code":' }), "UNKNOWN unknown"],
  [answer(), "UNKNOWN unknown"],
];

const TABLES: Record<MarketCode, Row[]> = { coupang, naver, "11st": elevenst };

for (const [code, own] of Object.entries(TABLES) as [MarketCode, Row[]][]) {
  const market: Market = markets[code];
  const rows = [...own, ...common];

  Deno.test(`judge() reads every row of ${code}'s table`, () => {
    for (const [seen, expected, { probe = "signed", at = NOON, pause } = {}] of rows) {
      const verdict = judge(market, seen, { probe, at, slow: 2_000 });
      const what = JSON.stringify({ ...seen, expected, verdict });
      assert.equal(`${verdict.class} ${verdict.status}`, expected, what);
      assert.equal(verdict.pause, pause, what);
      assert.equal(verdict.error === null, verdict.class === "UP", what);
      assert.equal(verdict.remedy === null, verdict.class === "UP", what);
    }
  });

  Deno.test(`judge() has no row in ${code}'s table that nothing reaches`, () => {
    const reached = new Set<Rule>();
    const spied = new Proxy(market.rules, {
      get(rules, name) {
        if (name !== "find") return Reflect.get(rules, name);
        return (fits: (rule: Rule) => boolean) => {
          const rule = rules.find(fits);
          if (rule) reached.add(rule);
          return rule;
        };
      },
    });
    for (const [seen, , { probe = "signed", at = NOON } = {}] of rows) {
      judge({ ...market, rules: spied }, seen, { probe, at, slow: 2_000 });
    }
    const unreached = market.rules.filter((rule) => !reached.has(rule));
    assert.deepEqual(unreached.map(({ when }) => when), []);
  });
}

Deno.test("judge() calls a good answer SLOW when it took longer than the limit", () => {
  const good = (took: number) => json(200, { code: "SUCCESS" }, { took });
  const circumstances = { probe: "signed", at: NOON, slow: 2_000 } as const;
  assert.equal(judge(markets.coupang, good(2_000), circumstances).class, "UP");
  const slow = judge(markets.coupang, good(2_000.6), circumstances);
  assert.equal(`${slow.class} ${slow.status}`, "SLOW degraded");
  assert.equal(slow.error, "answered after 2001 ms, more than 2000 ms");
  assert.equal(judge(markets.coupang, { kind: "connected", took: 2_001 }, circumstances).class, "SLOW");
});

Deno.test("judge() quotes the market in one bounded line", () => {
  const long = error(401, `Invalid signature.\r\n${"x".repeat(1_000)}`);
  const verdict = judge(markets.coupang, long, { probe: "signed", at: NOON, slow: 2_000 });
  assert.match(verdict.error!, /^HTTP 401 ERROR Invalid signature\. x+$/);
  assert.equal(verdict.error!.length, 160);
});

Deno.test("elevenst.maintained() is Friday from 00:00 to 08:00 in Korea", () => {
  const { maintained } = markets["11st"];
  const at = (korean: string) => maintained(Date.parse(`${korean}+09:00`));
  assert.equal(at("2026-01-15T23:59:59"), false);
  assert.equal(at("2026-01-16T00:00:00"), true);
  assert.equal(at("2026-01-16T07:59:59"), true);
  assert.equal(at("2026-01-16T08:00:00"), false);
});

Deno.test("firstFit() finds nothing in a table without a last row", () => {
  const sight = {
    format: "json",
    root: "",
    code: "",
    message: "",
    probe: "signed",
    call: "",
    status: 200,
    failure: null,
    period: "",
    maintained: false,
  } as const;
  assert.equal(firstFit([{ when: { status: 500 }, class: "DOWN", remedy: null }], sight), undefined);
});
