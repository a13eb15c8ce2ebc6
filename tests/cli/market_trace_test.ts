/** What `marketpulse check --market CODE -v` shows: all that went over the wire, and no secret. */
import assert from "node:assert/strict";
import { checkMarkets } from "@/lib/check/check_markets.ts";
import { startMarketSimulator } from "@/lib/demo/market_simulator.ts";
import type { MarketOptions } from "@/lib/markets/market.ts";
import type { SimulatedCode as MarketCode } from "@/lib/demo/market_simulated.ts";
import { systemClock } from "@/lib/shared/clock.ts";
import { KEYS, memoryLedger, settings } from "../markets/support/settings.ts";

async function seenOf(code: MarketCode, options: MarketOptions): Promise<string[]> {
  const found = checkMarkets({
    markets: { [code]: options },
    market: code,
    self_check: { targets: [] },
    clock: systemClock,
    ledger: memoryLedger(systemClock),
  });
  for await (const { seen } of found) return [...seen];
  assert.fail("Nothing was found");
}

/** What was sent and received, with what differs from run to run made equal. */
const steady = (lines: readonly string[]) =>
  lines.map((line) =>
    line.replaceAll(/\d+(\.\d+)? ms/g, "N ms").replaceAll(/127\.0\.0\.1:\d+/g, "HOST")
      .replace(/date: .*/, "date: D").replace(/\d{6}T\d{6}Z/, "DATE").replace(
        /timestamp=\d{13}/,
        "timestamp=T",
      )
      .replace(/expires_in":\d+/, 'expires_in":S')
  );

async function ofSimulator(code: MarketCode): Promise<string[]> {
  const stop = new AbortController();
  const simulator = startMarketSimulator({
    seed: 1,
    clock: systemClock,
    signal: stop.signal,
    moods: { [code]: "healthy" },
    pace: 0.01,
  });
  try {
    return steady(
      await seenOf(code, settings({ base_url: simulator.base_urls[code], ...simulator.credentials[code] })),
    );
  } finally {
    stop.abort();
    await simulator.closed;
  }
}

const PATH = "/v2/providers/seller_api/apis/api/v1/marketplace/meta/display-categories/56137/status";

Deno.test("check -v shows Coupang's request and answer, with the key and the signature hidden", async () => {
  const lines = await ofSimulator("coupang");
  assert.deepEqual(lines.filter((line) => line.startsWith(">")), [
    `> GET ${PATH}`,
    "> host: HOST",
    "> accept: */*",
    "> accept-encoding: identity",
    "> authorization: CEA algorithm=HmacSHA256, access-key=***(36), signed-date=DATE, signature=***(64)",
    "> content-type: application/json;charset=UTF-8",
    "> user-agent: MarketPulse",
    "> x-market: KR",
    "> x-requested-by: ***(9)",
    "> connection: close",
  ]);
  assert.match(lines[0]!, /^GET http:\/\/HOST\/v2\/\S+ → HTTP 200, application\/json, \d+ bytes, N ms$/);
  assert.ok(lines.includes("< HTTP 200"));
  assert.ok(lines.includes('< {"code":"SUCCESS","message":"","data":true}'), lines.join("\n"));
  assert.ok(lines.some((line) => /^< \(connect N ms, first byte N ms\)$/.test(line)), lines.join("\n"));
});

Deno.test("check -v shows Naver's token request and its use, with secret, signature and token hidden", async () => {
  const lines = await ofSimulator("naver");
  assert.ok(
    lines.includes(
      "> client_id=***(22)&timestamp=T&client_secret_sign=***(80)&grant_type=client_credentials&type=SELF",
    ),
    lines.join("\n"),
  );
  assert.ok(
    lines.some((line) => /^< \{"access_token":"\*\*\*\(\d+\)","expires_in":S/.test(line)),
    lines.join("\n"),
  );
  assert.ok(lines.some((line) => /^> authorization: Bearer \*\*\*\(\d+\)$/.test(line)), lines.join("\n"));
  assert.ok(lines.includes('< {"accountUid":"demo-account-uid","accountId":"demo"}'));
});

Deno.test("check -v shows 11st's answer in its own words, with the key hidden", async () => {
  const lines = await ofSimulator("11st");
  assert.ok(lines.includes("> openapikey: ***(32)"), lines.join("\n"));
  assert.ok(lines.some((line) => line.includes("<addrNm>출고지</addrNm>")), lines.join("\n"));
});

/** A server that says whatever it was told, in every place where it can. */
function listenEchoing() {
  return Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    const said = [...request.headers].map(([name, value]) => `${name}: ${value}`).join(" | ");
    const body = `${said} | ${decodeURIComponent(await request.text())}`;
    const headers = new Headers({ "x-echo": encodeURIComponent(said), "set-cookie": "session=0123456789" });
    if (new URL(request.url).pathname.endsWith("/token")) {
      const token = "issued-token-0123456789";
      return Response.json({ access_token: token, expires_in: 10_800, said: body }, { headers });
    }
    return new Response(body, { status: 500, headers });
  });
}

for (const code of ["coupang", "naver", "11st"] as const) {
  Deno.test(`check -v shows no secret of ${code} although the market says it back`, async () => {
    const server = listenEchoing();
    try {
      const base_url = `http://127.0.0.1:${server.addr.port}`;
      const text = (await seenOf(code, settings({ base_url, ...KEYS[code] }))).join("\n");
      const secrets = [...Object.values(KEYS[code]), "issued-token-0123456789", "session=0123456789"];
      for (const secret of secrets) {
        assert.ok(!text.includes(secret), `${secret} is shown in:\n${text}`);
        assert.ok(!text.includes(encodeURIComponent(secret)), `${secret} is shown, encoded, in:\n${text}`);
      }
      assert.doesNotMatch(text, /[0-9a-f]{64}|[A-Za-z0-9]{80}/, "a signature is shown");
      assert.match(text, /^< HTTP 500$/m);
    } finally {
      await server.shutdown();
    }
  });
}

Deno.test("check -v says what came of a request that nobody answered", async () => {
  const lines = await seenOf("coupang", settings({ base_url: "http://127.0.0.1:9", ...KEYS.coupang }));
  assert.ok(lines.some((line) => /^< nothing: connection refused$/.test(line)), lines.join("\n"));
});
