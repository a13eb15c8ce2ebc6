import assert from "node:assert/strict";
import { eucKrEncoder } from "../../lib/demo/market_euc_kr.ts";
import { type Mood, moodAt } from "../../lib/demo/market_mood.ts";
import { type MarketSimulator, startMarketSimulator } from "../../lib/demo/market_simulator.ts";
import { coupangAuthorization } from "../../lib/markets/coupang_signature.ts";
import { MarketCheck } from "../../lib/markets/market_check.ts";
import type { MarketOptions } from "../../lib/markets/market.ts";
import type { SimulatedCode as MarketCode } from "../../lib/demo/market_simulated.ts";
import { markets } from "../../lib/markets/markets.ts";
import { naverSignature } from "../../lib/markets/naver_signature.ts";
import { type Network, openNetwork } from "../../lib/markets/network.ts";
import type { HealthClass } from "../../lib/shared/snapshot.ts";
import { FakeTime } from "./support/fake_time.ts";
import { settings } from "./support/settings.ts";
import { surroundings } from "./support/surroundings.ts";

const MINUTE = 60_000;
/** A hundredth of the demo's latencies: slow answers then take 24 ms at least. */
const PACE = 0.01;
const HEALTHY = { coupang: "healthy", naver: "healthy", "11st": "healthy" } as const;

interface World {
  readonly time: FakeTime;
  readonly simulator: MarketSimulator;
  /** Runs one check of a market as a new collector would. */
  readonly check: (code: MarketCode, options?: Partial<MarketOptions>) => ReturnType<MarketCheck["run"]>;
}

function testSimulator(name: string, run: (world: World) => Promise<void>): void {
  Deno.test(name, async () => {
    const [time, stop] = [new FakeTime(), new AbortController()];
    const network: Network = openNetwork();
    const simulator = startMarketSimulator({
      seed: 1,
      clock: time,
      signal: stop.signal,
      moods: HEALTHY,
      pace: PACE,
    });
    const check = (code: MarketCode, options: Partial<MarketOptions> = {}) => {
      const known = { base_url: simulator.base_urls[code], ...simulator.credentials[code] };
      const deps = { options: settings({ ...known, ...options }), ...surroundings({ network, clock: time }) };
      return new MarketCheck(markets[code], deps).run(stop.signal);
    };
    try {
      await run({ time, simulator, check });
    } finally {
      stop.abort();
      await simulator.closed;
    }
  });
}

/** Which class each mood of each market shows as, signed and without a key. */
const MOODS: Record<MarketCode, readonly (readonly [Mood, HealthClass, keyless: HealthClass])[]> = {
  coupang: [
    ["healthy", "UP", "UP"],
    ["down", "DOWN", "DOWN"],
    ["gateway_timeout", "DOWN", "DOWN"],
    ["auth", "AUTH", "UP"],
    ["clock", "AUTH", "UP"],
    ["ip", "IP", "UP"],
    ["quota", "QUOTA", "QUOTA"],
    ["blocked", "QUOTA", "QUOTA"],
    ["error_inside", "UNKNOWN", "UNKNOWN"],
    ["broken", "UNKNOWN", "UNKNOWN"],
  ],
  naver: [
    ["healthy", "UP", "UP"],
    ["down", "DOWN", "DOWN"],
    ["gateway_timeout", "DOWN", "DOWN"],
    ["auth", "AUTH", "UP"],
    ["clock", "AUTH", "UP"],
    ["ip", "IP", "UP"],
    ["quota", "QUOTA", "QUOTA"],
    ["penalty", "QUOTA", "QUOTA"],
    ["maintenance", "MAINTENANCE", "MAINTENANCE"],
    ["broken", "UNKNOWN", "UNKNOWN"],
  ],
  "11st": [
    ["healthy", "UP", "UP"],
    ["down", "DOWN", "DOWN"],
    ["gateway_timeout", "DOWN", "DOWN"],
    ["auth", "AUTH", "UP"],
    ["ip", "IP", "UP"],
    ["quota", "QUOTA", "QUOTA"],
    ["blocked", "UNKNOWN", "UNKNOWN"],
    ["maintenance", "MAINTENANCE", "MAINTENANCE"],
    ["error_inside", "UNKNOWN", "UP"],
    ["broken", "UNKNOWN", "UNKNOWN"],
  ],
};

const NO_KEYS = {
  access_key: "",
  secret_key: "",
  vendor_id: "",
  client_id: "",
  client_secret: "",
  api_key: "",
};

for (const [code, moods] of Object.entries(MOODS) as [MarketCode, (typeof MOODS)[MarketCode]][]) {
  testSimulator(
    `MarketSimulator plays each mood of ${code}, and the check knows it`,
    async ({ simulator, check }) => {
      for (const [mood, signed, keyless] of moods) {
        await simulator.setMood(code, mood);
        assert.equal((await check(code)).class, signed, mood);
        assert.equal((await check(code, NO_KEYS)).class, keyless, `${mood} without a key`);
      }
    },
  );

  testSimulator(`MarketSimulator lets ${code} be slow and hang`, async ({ simulator, check }) => {
    await simulator.setMood(code, "slow");
    assert.equal((await check(code, { slow: 15 })).class, "SLOW");
    await simulator.setMood(code, "hanging");
    const { class: seen, status } = await check(code, { timeout: 100 });
    assert.deepEqual([seen, status], ["DOWN", "timeout"]);
  });
}

testSimulator(
  "MarketSimulator.setMood() refuses a mood for which the market has no answer",
  async ({ simulator }) => {
    await assert.rejects(simulator.setMood("coupang", "maintenance"), {
      name: "RangeError",
      message: 'Cannot put coupang in the mood "maintenance": its API has no such answer',
    });
  },
);

testSimulator("MarketSimulator refuses wrong keys as the markets do", async ({ check }) => {
  const coupang = async (options: Partial<MarketOptions>) => (await check("coupang", options)).error;
  assert.equal(await coupang({ secret_key: "wrong" }), "HTTP 401 ERROR Invalid signature.");
  assert.match((await coupang({ access_key: "unknown" }))!, /please contact api-gateway channel/);
  assert.equal(await coupang({ access_key: "a b" }), "HTTP 401 ERROR HMAC format is invalid.");
  const naver = await check("naver", { client_secret: "$2a$04$abcdefghijklmnopqrstuu" });
  assert.equal(naver.error, "HTTP 400 BAD_REQUEST client_secret_sign 항목이 유효하지 않습니다");
  assert.equal(naver.class, "AUTH");
  const elevenst = await check("11st", { api_key: "wrong" });
  assert.deepEqual([elevenst.class, elevenst.error], [
    "AUTH",
    "HTTP 500 200 OpenAPI Key 에 해당하는 유저가 없습니다",
  ]);
});

testSimulator(
  "MarketSimulator's Coupang takes signatures of five minutes and signs the query, too",
  async (world) => {
    const { simulator, time } = world;
    const { path } = markets.coupang.calls.status;
    async function ask(age: number, [signed, sent]: readonly [string, string] = ["", ""]): Promise<string> {
      const request = { method: "GET", path, query: signed, at: time.now() - age };
      const authorization = await coupangAuthorization(request, simulator.credentials.coupang);
      const response = await fetch(`${simulator.base_urls.coupang}${path}${sent && `?${sent}`}`, {
        headers: { authorization },
      });
      const { code, message } = await response.json();
      return `${response.status} ${code} ${message}`.trim();
    }
    assert.equal(await ask(0), "200 SUCCESS");
    assert.equal(await ask(5 * MINUTE), "200 SUCCESS");
    assert.equal(await ask(-5 * MINUTE), "200 SUCCESS");
    assert.equal(await ask(5 * MINUTE + 1_000), "401 ERROR Specified signature is expired.");
    assert.equal(await ask(-5 * MINUTE - 1_000), "401 ERROR Specified signature is expired.");
    assert.equal(await ask(0, ["a=1%2B2", "a=1%2B2"]), "200 SUCCESS");
    assert.equal(await ask(0, ["a=1+2", "a=1%2B2"]), "401 ERROR Invalid signature.");
  },
);

async function askToken({ simulator, time }: World, changes: Record<string, string | null>, query = "") {
  const application = simulator.credentials.naver;
  const timestamp = Number(changes.timestamp ?? time.now() - 3_000);
  const form = new URLSearchParams({
    client_id: application.client_id,
    timestamp: String(timestamp),
    client_secret_sign: await naverSignature(timestamp, application),
    grant_type: "client_credentials",
    type: "SELF",
  });
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) form.delete(name);
    else form.set(name, value);
  }
  const response = await fetch(`${simulator.base_urls.naver}/v1/oauth2/token${query}`, {
    method: "POST",
    body: form,
  });
  return { status: response.status, ...await response.json() };
}

testSimulator("MarketSimulator's Naver keeps the rules of its timestamps", async (world) => {
  const { time } = world;
  const ask = async (timestamp: number | string) => {
    const { status, message = "" } = await askToken(world, { timestamp: String(timestamp) });
    return `${status} ${message}`.trim();
  };
  assert.equal(await ask(time.now()), "200");
  assert.equal(await ask(time.now() - 5 * MINUTE), "200");
  assert.equal(await ask(time.now() + 1), "400 timestamp 항목은 현재 이전이어야 합니다.");
  assert.equal(await ask(time.now() - 5 * MINUTE - 1), "400 timestamp항목의 유효 시간이 만료되었습니다.");
  assert.equal(await ask("1768469400"), "400 timestamp 항목이 유효하지 않습니다.");
});

testSimulator(
  "MarketSimulator's Naver gives the same token until less than 30 minutes are left",
  async (world) => {
    const first = await askToken(world, {});
    assert.equal(first.expires_in, 10_800);
    world.time.skip(150 * MINUTE);
    const same = await askToken(world, {});
    assert.deepEqual([same.access_token, same.expires_in], [first.access_token, 1_800]);
    world.time.skip(1);
    const other = await askToken(world, {});
    assert.notEqual(other.access_token, first.access_token);
    assert.equal(other.expires_in, 10_800);
  },
);

for (
  const [what, changes, query] of [
    ["parameters in the query", {}, "?type=SELF"],
    ["no grant_type", { grant_type: null }, ""],
    ["an account_id", { account_id: "me" }, ""],
    ["no type", { type: null }, ""],
  ] as const
) {
  testSimulator(`MarketSimulator's Naver punishes a token request with ${what}`, async (world) => {
    assert.equal((await askToken(world, changes, query)).status, 200);
    const { class: seen, error } = await world.check("naver");
    assert.deepEqual([seen, error], [
      "QUOTA",
      "HTTP 429 GW.QUOTA_LIMIT 할당된 시간당 요청량을 초과하였습니다.",
    ]);
  });
}

testSimulator("MarketSimulator answers unknown paths as the markets do", async ({ simulator }) => {
  const { base_urls: urls, credentials: { coupang } } = simulator;
  const at = Date.UTC(2026, 0, 15, 9, 30);
  const authorization = await coupangAuthorization({ method: "GET", path: "/v2/other", at }, coupang);
  const other = await fetch(`${urls.coupang}/v2/other`, { headers: { authorization } });
  assert.deepEqual([other.status, (await other.json()).code], [404, "ERROR"]);
  const naver = await fetch(`${urls.naver}/v1/other`);
  assert.deepEqual([naver.status, (await naver.json()).code], [404, "GW.NOT_FOUND"]);
  const elevenst = await fetch(`${urls["11st"]}/other`);
  assert.equal(elevenst.status, 500);
  const text = new TextDecoder("euc-kr").decode(await elevenst.bytes());
  assert.match(text, /<resultCode>-997<\/resultCode><resultMessage>등록된 API 정보가 존재하지 않습니다\./);
});

Deno.test("moodAt() gives the same moods for the same seed, mostly healthy, with spells of minutes", () => {
  const knows = () => true;
  const start = Date.UTC(2026, 0, 15);
  const days = (seed: number, market: string) =>
    Array.from(
      { length: 7 * 24 * 60 },
      (_, minute) => moodAt({ seed, market, at: start + minute * MINUTE }, knows),
    );
  const moods = days(1, "coupang");
  assert.deepEqual(days(1, "coupang"), moods);
  assert.notDeepEqual(days(2, "coupang"), moods);
  assert.notDeepEqual(days(1, "naver"), moods);
  const healthy = moods.filter((mood) => mood === "healthy").length / moods.length;
  assert.ok(0.85 < healthy && healthy < 0.97, String(healthy));
  const changes = moods.filter((mood, minute) => minute > 0 && mood !== moods[minute - 1]).length;
  assert.ok(changes < moods.length / 20, String(changes));
  assert.deepEqual(new Set(moods).size, 7);
});

Deno.test("moodAt() gives a market no mood that it does not know", () => {
  const moods = new Set<Mood>();
  for (let at = 0; at < 5_000; at++) {
    moods.add(moodAt({ seed: 1, market: "coupang", at: at * 4 * MINUTE }, (mood) => mood !== "maintenance"));
  }
  assert.ok(!moods.has("maintenance"));
  assert.ok(moods.has("down"));
});

Deno.test("eucKrEncoder() makes what the platform decodes, and refuses what it cannot", () => {
  const encode = eucKrEncoder();
  const text = "<m>[IP]인증된 IP가 아닙니다. 가힝</m>";
  assert.equal(new TextDecoder("euc-kr").decode(encode(text)), text);
  assert.deepEqual([...encode("가")], [0xb0, 0xa1]);
  assert.throws(() => encode("힣"), { name: "RangeError" });
  assert.throws(() => encode("漢"), { name: "RangeError" });
});
