import assert from "node:assert/strict";
import type { CallLedger } from "../../lib/budget/call_ledger.ts";
import { markets } from "../../lib/markets/markets.ts";
import type { Market, MarketOptions } from "../../lib/markets/market.ts";
import { MarketCheck } from "../../lib/markets/market_check.ts";
import { answer, failed, FakeNetwork, json } from "./support/fake_network.ts";
import { FakeTime } from "./support/fake_time.ts";
import { KEYS, memoryLedger, settings } from "./support/settings.ts";
import { surroundings } from "./support/surroundings.ts";

const MINUTE = 60_000;
const live = new AbortController().signal;

interface Opening {
  readonly market?: Market;
  readonly options?: Partial<MarketOptions>;
  readonly targets?: readonly string[];
  readonly names?: readonly string[];
  readonly time?: FakeTime;
  readonly ledger?: CallLedger;
}

function open(opening: Opening = {}) {
  const { market = markets.coupang, options = KEYS.coupang, time = new FakeTime() } = opening;
  const network = new FakeNetwork();
  const around = surroundings({ ...opening, network, clock: time });
  const check = new MarketCheck(market, { options: settings(options), ...around });
  return { time, network, run: () => check.run(live), find: () => check.find(live) };
}

Deno.test("MarketCheck.run() signs Coupang's status path and says who asks", async () => {
  const { network, run } = open({
    options: { ...KEYS.coupang, base_url: "https://api-gateway.coupang.com" },
  });
  assert.deepEqual(await run(), {
    status: "healthy",
    class: "UP",
    probe: "signed",
    status_code: 200,
    response_time: 100,
    last_check: "2026-01-15T09:30:00.000Z",
    error: null,
    remedy: null,
    phases: null,
    credentials: [],
    budget: { used: 1, limit: 120, resets_at: "2026-01-15T10:30:00.000Z" },
    usual: null,
    clock_skew: null,
    lag: null,
    reason: null,
  });
  const path = "/v2/providers/seller_api/apis/api/v1/marketplace/meta/display-categories/56137/status";
  assert.deepEqual(network.sent, [{
    call: "status",
    method: "GET",
    url: `https://api-gateway.coupang.com${path}`,
    headers: {
      "authorization": "CEA algorithm=HmacSHA256, access-key=00000000-1111-2222-3333-444444444444, " +
        "signed-date=260115T093000Z, signature=57611ba052adbbcf2419ce88c37c46938f90f972bf4193d00d58bef56a733824",
      "content-type": "application/json;charset=UTF-8",
      "x-requested-by": "A00012345",
      "x-market": "KR",
    },
  }]);
});

Deno.test("MarketCheck.run() sends 11st's key in its header", async () => {
  const { network, run } = open({ market: markets["11st"], options: KEYS["11st"] });
  network.respond = ({ call }) => answer({ call, body: "<inOutAddresss/>" });
  assert.equal((await run()).class, "UP");
  assert.deepEqual(network.sent[0]!.headers, { openapikey: KEYS["11st"].api_key });
});

for (
  const [code, options, error] of [
    ["coupang", { access_key: "a", secret_key: "", vendor_id: "" }, "not set: secret_key, vendor_id"],
    ["coupang", { ...KEYS.coupang, access_key: "" }, "not set: access_key"],
    ["naver", { client_id: "", client_secret: KEYS.naver.client_secret }, "not set: client_id"],
  ] as const
) {
  Deno.test(`MarketCheck.run() sends nothing and names what is missing: ${code}, ${error}`, async () => {
    const { network, run } = open({ market: markets[code], options });
    const result = await run();
    assert.equal(result.class, "UNKNOWN");
    assert.equal(result.error, error);
    assert.match(result.remedy!.ko, new RegExp(error.replace("not set: ", "")));
    assert.deepEqual([network.sent, network.knocked], [[], []]);
  });
}

Deno.test("MarketCheck.run() rounds times to a tenth of a millisecond and knows none of what failed", async () => {
  const { network, run } = open();
  network.respond = () => json(200, { code: "SUCCESS" }, { took: 123.456 });
  assert.equal((await run()).response_time, 123.5);
  network.respond = () => failed("refused");
  const { response_time, status_code } = await run();
  assert.deepEqual([response_time, status_code], [null, null]);
});

Deno.test("MarketCheck.run() spends its budget and then says so instead of asking", async () => {
  const { time, network, run } = open({ options: { ...KEYS.coupang, calls_per_hour: 2 } });
  await run();
  time.skip(MINUTE);
  await run();
  time.skip(MINUTE);
  const result = await run();
  assert.equal(`${result.class} ${result.status}`, "UNKNOWN unknown");
  assert.equal(result.error, "budget of 2 calls an hour is spent");
  assert.equal(result.response_time, null);
  assert.equal(network.sent.length, 2);
  time.skip(58 * MINUTE);
  assert.equal((await run()).class, "UP");
});

Deno.test("MarketCheck.run() leaves the market in peace for five minutes after QUOTA and says QUOTA meanwhile", async () => {
  const { time, network, run } = open();
  network.respond = () => json(429, { code: "ERROR", message: "Too Many Requests" });
  const first = await run();
  assert.equal(first.class, "QUOTA");
  for (let minute = 1; minute < 5; minute++) {
    time.skip(MINUTE);
    assert.deepEqual(await run(), { ...first, response_time: null });
  }
  assert.equal(network.sent.length, 1);
  network.respond = () => json(200, { code: "SUCCESS" });
  time.skip(MINUTE);
  assert.equal((await run()).class, "UP");
  assert.equal(network.sent.length, 2);
});

Deno.test("MarketCheck.run() leaves Naver in peace for an hour when its quota is by the hour", async () => {
  const { time, network, run } = open({ market: markets.naver, options: KEYS.naver });
  const headers = { "gncp-gw-quota-period": "HOURS" };
  network.respond = ({ call }) => json(429, { code: "GW.QUOTA_LIMIT", message: "" }, { call, headers });
  assert.equal((await run()).class, "QUOTA");
  time.skip(60 * MINUTE - 1);
  assert.equal((await run()).class, "QUOTA");
  assert.equal(network.sent.length, 1);
  time.skip(1);
  await run();
  assert.equal(network.sent.length, 2);
});

Deno.test("MarketCheck.run() does not even knock while a market without a key is left in peace", async () => {
  const { time, network, run } = open({ options: {} });
  network.respond = () => answer({ status: 403, body: "<html><title>Access Denied</title></html>" });
  assert.equal((await run()).class, "QUOTA");
  time.skip(MINUTE);
  assert.equal((await run()).class, "QUOTA");
  assert.deepEqual([network.sent.length, network.knocked.length], [1, 0]);
});

Deno.test("MarketCheck.run() without a key asks every ten minutes and knocks in between", async () => {
  const { time, network, run } = open({ options: { base_url: "https://api-gateway.coupang.com" } });
  network.respond = () => json(401, { message: "Request is not authorized." });
  const seen = [];
  for (let minute = 0; minute < 11; minute++) {
    const { class: seenClass, probe, status_code, response_time } = await run();
    seen.push(`${seenClass} ${probe} ${status_code} ${response_time}`);
    time.skip(MINUTE);
  }
  const [request, knock] = ["UP keyless 401 100", "UP keyless null 20"];
  assert.deepEqual(seen, [request, ...Array(9).fill(knock), request]);
  assert.deepEqual(network.sent[0]!.headers, undefined);
  assert.deepEqual(network.knocked[0], { hostname: "api-gateway.coupang.com", port: 443, tls: true });
});

Deno.test("MarketCheck.run() knocks by TCP alone on a plain base URL, and on IPv6 without brackets", async () => {
  const { network, run } = open({ options: { base_url: "http://[::1]:8080/proxy" } });
  network.respond = () => json(401, {});
  await run();
  await run();
  assert.deepEqual(network.knocked, [{ hostname: "::1", port: 8080, tls: false }]);
});

/** What each of `checks` looks of a market without a key, a minute apart, came to. */
async function watchMinutes({ time, find }: ReturnType<typeof open>, checks: number): Promise<string[]> {
  const seen: string[] = [];
  for (; checks > 0; checks--) {
    const { result, repeated } = await find();
    const { class: health, status_code, response_time, error } = result;
    seen.push(`${health} ${status_code} ${response_time} ${error} ${repeated ?? false}`);
    time.skip(MINUTE);
  }
  return seen;
}

Deno.test("MarketCheck.find() without a key asks twice about a bad answer, then every two minutes, and carries it between", async () => {
  const opened = open({ options: {} });
  const { network } = opened;
  network.respond = () => json(503, {});
  const [asked, carried] = ["DOWN 503 100 HTTP 503 false", "DOWN null null HTTP 503 true"];
  assert.deepEqual(await watchMinutes(opened, 6), [asked, asked, carried, asked, carried, asked]);
  assert.deepEqual([network.sent.length, network.knocked.length], [4, 2]);
  network.respond = () => json(401, {});
  const well = "UP null 20 null false";
  assert.deepEqual(await watchMinutes(opened, 11), [
    carried,
    "UP 401 100 null false",
    ...Array(9).fill(well),
  ]);
});

Deno.test("MarketCheck.find() without a key spends half of a usual budget on a market that is down, and no more than a small one", async () => {
  for (const [calls_per_hour, asked] of [[120, 31], [20, 11], [6, 6]] as const) {
    const opened = open({ options: { calls_per_hour } });
    opened.network.respond = () => json(503, {});
    await watchMinutes(opened, 60);
    assert.equal(opened.network.sent.length, asked, `${calls_per_hour} an hour`);
  }
});

Deno.test("MarketCheck.find() without a key keeps away from a page that blocks us", async () => {
  const opened = open({ options: {}, market: markets.naver });
  opened.network.respond = ({ call }) => answer({ call, status: 403, body: "<html>blocked</html>" });
  await watchMinutes(opened, 11);
  assert.equal(opened.network.sent.length, 2);
});

Deno.test("MarketCheck.find() without a key asks again when it was our own line that was dead", async () => {
  const opened = open({ options: {}, targets: ["1.1.1.1:53"] });
  const { network } = opened;
  network.respond = () => ({ ...failed("timeout"), phase: "first_byte" });
  network.connected = () => failed("unreachable");
  assert.deepEqual(await watchMinutes(opened, 1), ["SELF_OFFLINE null null timeout false"]);
  network.connected = () => ({ kind: "connected", took: 20 });
  network.respond = () => json(401, {});
  assert.deepEqual(await watchMinutes(opened, 1), ["UP 401 100 null false"]);
});

Deno.test("MarketCheck.run() without a key says at once when not even a handshake succeeds any more", async () => {
  const { time, network, run } = open({ options: {} });
  network.respond = () => json(503, {});
  for (let minute = 0; minute < 2; minute++, time.skip(MINUTE)) await run();
  network.connected = () => failed("refused");
  const { class: health, error } = await run();
  assert.equal(`${health} ${error}`, "DOWN refused");
  time.skip(MINUTE);
  network.connected = () => ({ kind: "connected", took: 20 });
  assert.equal((await run()).error, "HTTP 503");
  assert.equal(network.sent.length, 3);
});

Deno.test("MarketCheck.run() without a key goes on trying where no request arrives, which no market counts", async () => {
  const { network, run } = open({ options: {} });
  for (const failure of [failed("refused"), { ...failed("timeout"), phase: "tls" as const }]) {
    network.respond = () => failure;
    for (let check = 0; check < 3; check++) assert.equal((await run()).class, "DOWN");
  }
  assert.deepEqual([network.sent.length, network.knocked.length], [6, 0]);
  network.respond = () => ({ ...failed("timeout"), phase: "first_byte" });
  for (let check = 0; check < 3; check++) assert.equal((await run()).class, "DOWN");
  assert.deepEqual([network.sent.length, network.knocked.length], [8, 1]);
});

Deno.test("MarketCheck.run() without a key asks 11st each time", async () => {
  const { network, run } = open({ market: markets["11st"], options: { api_key: "" } });
  network.respond = ({ call }) => answer({ call, body: "<categorys/>" });
  for (let time = 0; time < 3; time++) assert.equal((await run()).class, "UP");
  assert.deepEqual(network.sent.map(({ call }) => call), ["category", "category", "category"]);
  assert.equal(network.knocked.length, 0);
});

const TARGETS = ["1.1.1.1:53", "[2001:db8::1]:853", "dns.example:53"];

Deno.test("MarketCheck.run() blames itself when nobody at all can be reached", async () => {
  const { network, run } = open({ targets: TARGETS });
  network.respond = () => failed("timeout");
  network.connected = () => failed("unreachable");
  const result = await run();
  assert.equal(`${result.class} ${result.status}`, "SELF_OFFLINE unknown");
  assert.match(result.remedy!.ko, /인터넷/);
  assert.deepEqual(network.knocked, [
    { hostname: "1.1.1.1", port: 53, tls: false },
    { hostname: "2001:db8::1", port: 853, tls: false },
    { hostname: "dns.example", port: 53, tls: false },
  ]);
});

Deno.test("MarketCheck.run() blames the market when one of the others can be reached", async () => {
  const { network, run } = open({ targets: TARGETS });
  network.respond = () => failed("timeout");
  network.connected = ({ port }) => port === 853 ? { kind: "connected", took: 5 } : failed("refused");
  const result = await run();
  assert.equal(`${result.class} ${result.status}`, "DOWN timeout");
});

Deno.test("MarketCheck.run() blames the market at once when somebody answered, or nobody is to be asked", async () => {
  const answering = open({ targets: TARGETS });
  answering.network.respond = () => failed("certificate");
  assert.equal((await answering.run()).class, "DOWN");
  answering.network.respond = () => json(502, {});
  assert.equal((await answering.run()).class, "DOWN");
  assert.equal(answering.network.knocked.length, 0);
  const alone = open({ targets: [] });
  alone.network.respond = () => failed("dns");
  assert.equal((await alone.run()).class, "DOWN");
});

Deno.test("MarketCheck.run() blames its own name server when no other name is found either", async () => {
  const { network, run } = open({
    targets: ["1.1.1.1:53", "dns.example:53"],
    names: ["api.naver.example", "market.invalid"],
  });
  network.respond = () => failed("dns");
  network.found = () => failed("dns");
  const result = await run();
  assert.equal(`${result.class} ${result.status} ${result.error}`, "SELF_OFFLINE unknown dns");
  assert.match(result.remedy!.ko, /DNS/);
  // Neither its own name, which is what is in doubt, nor addresses are looked up.
  assert.deepEqual(network.resolved, ["api.naver.example", "dns.example"]);
});

Deno.test("MarketCheck.run() blames the market when another name is found", async () => {
  const { network, run } = open({
    targets: ["1.1.1.1:53"],
    names: ["api.naver.example", "api.11st.example"],
  });
  network.respond = () => ({ ...failed("timeout"), phase: "dns" });
  network.found = (name) => name === "api.11st.example" ? { kind: "connected", took: 1 } : failed("dns");
  assert.equal((await run()).class, "DOWN");
  assert.deepEqual(network.resolved, ["api.naver.example", "api.11st.example"]);
});

Deno.test("MarketCheck.run() takes a look again that its own event loop spoilt, and tells so", async () => {
  const { network, run } = open();
  const lags = [250, 10];
  network.respond = () => ({ ...json(200, { code: "SUCCESS" }), lag: lags.shift()! });
  const { class: health, response_time, lag } = await run();
  assert.deepEqual([health, response_time, lag, network.sent.length], ["UP", 100, 250, 2]);
});

Deno.test("MarketCheck.run() measures nothing while its event loop lags", async () => {
  const { network, run } = open();
  for (const spoilt of [json(200, { code: "SUCCESS" }, { took: 900 }), failed("timeout")]) {
    network.respond = () => ({ ...spoilt, lag: 850 });
    const { class: health, status, response_time, error, reason, lag } = await run();
    assert.deepEqual([health, status, response_time, lag], ["UNKNOWN", "unknown", null, 850]);
    assert.equal(error, "void: our own event loop was 850 ms late");
    assert.match(reason!.ko, /850 ms/);
  }
  assert.equal(network.sent.length, 4);
});

Deno.test("MarketCheck.run() lets a lag pass that is small beside the time it took", async () => {
  const { network, run } = open({ options: { ...KEYS.coupang, slow: 9_000 } });
  network.respond = () => ({ ...json(200, { code: "SUCCESS" }, { took: 5_000 }), lag: 400 });
  const { class: health, response_time, lag } = await run();
  assert.deepEqual([health, response_time, lag, network.sent.length], ["UP", 5_000, null, 1]);
});

Deno.test("MarketCheck.run() spends no more than its budget on looking again", async () => {
  const { network, run } = open({ options: { ...KEYS.coupang, calls_per_hour: 1 } });
  network.respond = () => ({ ...json(200, { code: "SUCCESS" }), lag: 300 });
  assert.match((await run()).error!, /^void/);
  assert.equal(network.sent.length, 1);
});

Deno.test("MarketCheck.run() learns what is usual and calls much more than that SLOW", async () => {
  const { network, run } = open();
  const took = async (ms: number) => {
    network.respond = () => json(200, { code: "SUCCESS" }, { took: ms });
    return await run();
  };
  assert.equal((await took(1_900)).class, "UP");
  for (let check = 0; check < 20; check++) await took(100 + check);
  const slow = await took(1_000);
  assert.equal(`${slow.class} ${slow.status} ${slow.usual}`, "SLOW degraded 110.5");
  assert.equal(slow.error, "answered after 1000 ms, usually 110 ms");
  assert.match(slow.reason!.ko, /평소/);
  assert.equal((await took(400)).class, "UP");
});

const DATE = { date: "Thu, 15 Jan 2026 09:30:00 GMT" };

Deno.test("MarketCheck.run() reads from the Date header how far its clock is off", async () => {
  const { time, network, run } = open();
  network.respond = () => json(200, { code: "SUCCESS" }, { headers: DATE });
  time.skip(40_000);
  assert.equal((await run()).clock_skew, 39_600);
  network.respond = () => json(200, { code: "SUCCESS" });
  assert.equal((await run()).clock_skew, 39_600);
  time.skip(61 * MINUTE);
  assert.equal((await run()).clock_skew, null);
});

for (
  const [code, skew, remedy] of [
    ["coupang", 299_000, /access_key/],
    ["coupang", 302_000, /302초 빨라/],
    ["coupang", -302_000, /302초 느려/],
    ["naver", 2_000, /판매자정보/],
    ["naver", 5_000, /5초 빨라/],
    ["naver", -299_000, /299초 느려/],
  ] as const
) {
  Deno.test(`MarketCheck.run() explains a refusal by its own clock: ${code}, ${skew} ms`, async () => {
    const { time, network, run } = open({ market: markets[code], options: KEYS[code] });
    network.respond = ({ call }) =>
      call === "token"
        ? json(200, { access_token: "token", expires_in: 10_800 }, { call })
        : json(401, { code: "GW.AUTHN", message: "Request is not authorized." }, { call, headers: DATE });
    time.skip(skew);
    const result = await run();
    assert.equal(result.class, "AUTH");
    assert.match(result.remedy!.ko, remedy);
  });
}

Deno.test("MarketCheck.run() takes every secret out of what it quotes", async () => {
  const coupang = open();
  coupang.network.respond = ({ headers }) =>
    json(401, {
      code: "ERROR",
      message: `Invalid signature. ${KEYS.coupang.access_key} ${headers!.authorization}`,
    });
  const { error } = await coupang.run();
  assert.match(error!, /^HTTP 401 ERROR Invalid signature\. \*\*\* CEA algorithm=/);
  const sent = coupang.network.sent[0]!.headers!.authorization!;
  for (const secret of [...Object.values(KEYS.coupang), sent.slice(-64), sent.slice(-64, -1)]) {
    assert.ok(!error!.includes(secret), error!);
  }

  const naver = open({ market: markets.naver, options: KEYS.naver });
  const token = "AbCdEfGhIjKlMnOpQrStUv";
  naver.network.respond = ({ call }) =>
    call === "token"
      ? json(200, { access_token: token, expires_in: 10_800 }, { call })
      : json(403, { code: "ROLE_NOT_FOUND", message: `no role for ${token} of ${KEYS.naver.client_id}` }, {
        call,
      });
  assert.equal((await naver.run()).error, "HTTP 403 ROLE_NOT_FOUND no role for *** of ***");
});

Deno.test("new MarketCheck() refuses a base URL that is none", () => {
  assert.throws(() => open({ options: { base_url: "coupang" } }), TypeError);
});

for (
  const [name, headers, until] of [
    ["five minutes when it does not say", {}, "09:35"],
    ["as long as the market says", { "retry-after": "1200" }, "09:50"],
    ["a minute at least", { "retry-after": "1" }, "09:31"],
    ["a day at most", { "retry-after": "999999" }, "2026-01-16T09:30"],
  ] as const
) {
  Deno.test(`MarketCheck.run() leaves a market alone after 429: ${name}`, async () => {
    const { time, network, run } = open();
    network.respond = () => json(429, {}, { headers });
    const resets_at = new Date(`${until.length > 5 ? "" : "2026-01-15T"}${until}:00Z`);
    const first = await run();
    assert.deepEqual([first.class, first.budget!.resets_at], ["QUOTA", resets_at.toISOString()]);
    network.respond = () => json(200, { code: "SUCCESS" });
    time.skip(resets_at.getTime() - time.now() - 1);
    const { class: seen, last_check, response_time } = await run();
    assert.deepEqual([seen, last_check, response_time], ["QUOTA", first.last_check, null]);
    assert.equal(network.sent.length, 1);
    time.skip(1);
    assert.equal((await run()).class, "UP");
  });
}

Deno.test("MarketCheck.run() remembers after a restart that it has to leave a market alone", async () => {
  const time = new FakeTime();
  const ledger = memoryLedger(time);
  const before = open({ time, ledger });
  before.network.respond = () => json(429, {}, { headers: { "retry-after": "600" } });
  await before.run();
  const after = open({ time, ledger });
  assert.equal((await after.run()).class, "QUOTA");
  assert.equal(after.network.sent.length, 0);
  time.skip(10 * MINUTE);
  assert.equal((await after.run()).class, "UP");
});

Deno.test("MarketCheck.run() asks seldom while little of the market's quota is left", async () => {
  const { time, network, run } = open();
  const headers = { "x-cag-warnings": "threshold" };
  network.respond = () => json(200, { code: "SUCCESS" }, { headers });
  for (let minutes = 0; minutes < 10; minutes += 1) {
    assert.equal((await run()).class, "UP");
    time.skip(MINUTE);
  }
  assert.equal(network.sent.length, 2);
});

Deno.test("MarketCheck.run() sends nothing while calls cannot be counted, and says so", async () => {
  const ledger: CallLedger = {
    take: () => Promise.resolve("unknown"),
    budget: () => Promise.resolve(null),
    hold: () => Promise.resolve(),
    held: () => Promise.resolve(null),
  };
  const { network, run } = open({ ledger });
  const { class: seen, error, remedy, budget } = await run();
  assert.deepEqual([seen, budget, network.sent.length], ["UNKNOWN", null, 0]);
  assert.match(error!, /cannot be checked/);
  assert.match(remedy!.ko, /Redis/);
});
