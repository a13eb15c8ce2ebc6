import assert from "node:assert/strict";
import { simulateNaver } from "../../lib/demo/market_naver.ts";
import { seededRandom } from "../../lib/demo/random.ts";
import { MarketCheck } from "../../lib/markets/market_check.ts";
import { naver } from "../../lib/markets/naver.ts";
import type { Answer } from "../../lib/markets/seen.ts";
import { FakeNetwork, json, servedBy } from "./support/fake_network.ts";
import { FakeTime } from "./support/fake_time.ts";
import { KEYS, settings } from "./support/settings.ts";
import { surroundings } from "./support/surroundings.ts";

const MINUTE = 60_000;
const live = new AbortController().signal;

function open(respond?: FakeNetwork["respond"], options = {}) {
  const time = new FakeTime();
  const simulated = simulateNaver({ application: KEYS.naver, clock: time, random: seededRandom(1) });
  const network = new FakeNetwork(respond ?? servedBy(simulated));
  const base_url = "https://api.commerce.naver.com/external";
  const check = new MarketCheck(naver, {
    options: settings({ base_url, ...KEYS.naver, ...options }),
    ...surroundings({ network, clock: time }),
  });
  const calls = () => network.sent.splice(0).map(({ call }) => call);
  return { time, network, calls, run: () => check.run(live) };
}

function tokens(lifetime: number, account: () => Answer) {
  let issued = 0;
  return ({ call }: { call: string }) =>
    call === "token"
      ? json(200, { access_token: `token-${++issued}`, expires_in: lifetime }, { call })
      : account();
}

const refused = () =>
  json(401, { code: "GW.AUTHN", message: "요청을 보낼 권한이 없습니다." }, { call: "account" });
const fine = () => json(200, { accountUid: "u" }, { call: "account" });

Deno.test("naver's token request is a form in the body that Naver takes, dated three seconds ago", async () => {
  const { time, network, run } = open();
  assert.equal((await run()).class, "UP");
  const [request] = network.sent;
  assert.equal(request!.method, "POST");
  assert.equal(request!.url, "https://api.commerce.naver.com/external/v1/oauth2/token");
  assert.deepEqual(request!.headers, { "content-type": "application/x-www-form-urlencoded" });
  const form = new URLSearchParams(request!.body);
  assert.deepEqual([...form.keys()], ["client_id", "timestamp", "client_secret_sign", "grant_type", "type"]);
  assert.equal(form.get("timestamp"), String(time.now() - 3_000));
  assert.equal(form.get("grant_type"), "client_credentials");
  assert.equal(form.get("type"), "SELF");
  assert.match(form.get("client_secret_sign")!, /^[A-Za-z0-9]{80}$/);
});

Deno.test("naver's token is used again until less than 30 minutes of it are left", async () => {
  const { time, calls, run } = open();
  await run();
  assert.deepEqual(calls(), ["token", "account"]);
  time.skip(150 * MINUTE);
  await run();
  assert.deepEqual(calls(), ["account"]);
  time.skip(MINUTE);
  assert.equal((await run()).class, "UP");
  assert.deepEqual(calls(), ["token", "account"]);
});

Deno.test("naver's token is kept for ten minutes even when it comes nearly spent", async () => {
  const { time, calls, run } = open(tokens(1_200, fine));
  await run();
  assert.deepEqual(calls(), ["token", "account"]);
  time.skip(10 * MINUTE - 1);
  await run();
  assert.deepEqual(calls(), ["account"]);
  time.skip(1);
  await run();
  assert.deepEqual(calls(), ["token", "account"]);
});

Deno.test("naver's token is never used after its end", async () => {
  const { time, calls, run } = open(tokens(300, fine));
  await run();
  calls();
  time.skip(5 * MINUTE);
  await run();
  assert.deepEqual(calls(), ["token", "account"]);
});

Deno.test("naver's token is issued anew after a 401 and tried once more", async () => {
  let answers = [refused(), fine()];
  const { network, calls, run } = open(tokens(10_800, () => answers.shift()!));
  assert.equal((await run()).class, "UP");
  assert.deepEqual(network.sent.map(({ headers }) => headers?.authorization), [
    undefined,
    "Bearer token-1",
    undefined,
    "Bearer token-2",
  ]);
  calls();
  answers = [fine()];
  assert.equal((await run()).class, "UP");
  assert.equal(network.sent[0]!.headers?.authorization, "Bearer token-2");
});

Deno.test("naver's token is issued anew once an hour at most, because a 401 also means a missing permission", async () => {
  const { time, calls, run } = open(tokens(10_800, refused));
  assert.equal((await run()).class, "AUTH");
  assert.deepEqual(calls(), ["token", "account", "token", "account"]);
  for (let minute = 1; minute < 60; minute++) {
    time.skip(MINUTE);
    assert.equal((await run()).class, "AUTH");
    assert.deepEqual(calls(), ["account"], `minute ${minute}`);
  }
  time.skip(MINUTE);
  await run();
  assert.deepEqual(calls(), ["account", "token", "account"]);
});

Deno.test("naver tells how old its token is, also of one that came nearly spent, and nothing once it ended", async () => {
  const { run } = open();
  assert.deepEqual((await run()).credentials, [{
    name: "access_token",
    issued: "2026-01-15T09:30:00.000Z",
    expires: "2026-01-15T12:30:00.000Z",
    days_left: 0,
  }]);
  const spent = open(tokens(2_400, fine));
  const [{ issued, expires } = { issued: "", expires: "" }] = (await spent.run()).credentials!;
  assert.deepEqual([issued, expires], ["2026-01-15T07:10:00.000Z", "2026-01-15T10:10:00.000Z"]);
  spent.network.respond = refused;
  spent.time.skip(41 * MINUTE);
  assert.deepEqual((await spent.run()).credentials, []);
});

Deno.test("naver sends nothing when the client secret is malformed", async () => {
  const { calls, run } = open(undefined, { client_secret: "a$04$N9qo8uLOickgx2ZMRZoMye" });
  const result = await run();
  assert.equal(result.class, "UNKNOWN");
  assert.equal(result.error, "client_secret is malformed");
  assert.match(result.remedy!.en, /29 characters/);
  assert.deepEqual(calls(), []);
});

Deno.test("naver's token endpoint is asked no more than ten times in a day of checks", async () => {
  const { time, calls, run } = open();
  let asked = 0;
  for (let minute = 0; minute < 24 * 60; minute++) {
    assert.equal((await run()).class, "UP");
    asked += calls().filter((call) => call === "token").length;
    time.skip(MINUTE);
  }
  assert.equal(asked, 10);
});
