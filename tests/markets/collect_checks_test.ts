import assert from "node:assert/strict";
import { parseConfig } from "../../lib/config/parse_config.ts";
import { answerFrom } from "../../lib/budget/asked_ledger.ts";
import type { CheckResult, Update } from "../../lib/collectors/update.ts";
import { simulateCoupang } from "../../lib/demo/market_coupang.ts";
import { simulateElevenst } from "../../lib/demo/market_elevenst.ts";
import { simulateNaver } from "../../lib/demo/market_naver.ts";
import { seededRandom } from "../../lib/demo/random.ts";
import { collectChecks } from "../../lib/checks/collect_checks.ts";
import type { SimulatedCode as MarketCode } from "../../lib/demo/market_simulated.ts";
import type { ChecksOptions, ChecksOrder } from "../../lib/checks/checks_options.ts";
import { answer, failed, FakeNetwork, json, servedBy } from "./support/fake_network.ts";
import { FakeTime } from "./support/fake_time.ts";
import { KEYS, memoryLedger, settings } from "./support/settings.ts";

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];

interface Seen extends CheckResult {
  readonly market: string;
  readonly posted: number;
}

/** Runs the collector on fake time until it is told to stop. */
function start(
  markets: ChecksOptions["markets"],
  network = new FakeNetwork(),
  checks: ChecksOptions["checks"] = [],
) {
  const [time, stop, posted] = [new FakeTime(), new AbortController(), [] as Update[]];
  const began = time.now();
  let order = (_: ChecksOrder): void => assert.fail("Nobody takes orders");
  const running = collectChecks(
    { markets, checks, database: { url: "" }, interval: MINUTE, self_check: { targets: [] } },
    (updates) => posted.push(...updates),
    stop.signal,
    { clock: time, wait: time.wait, network, onOrder: (receive) => order = receive },
  );
  const results = (): Seen[] =>
    posted.flatMap((update) =>
      update.kind === "delivered" && update.source === "checks"
        ? Object.entries(update.data).map(([market, result]) => ({
          market,
          posted: Date.parse(update.at) - began,
          ...result,
        }))
        : []
    );
  const end = async () => {
    stop.abort();
    await running;
  };
  return { time, network, posted, results, running, end, began, order: (check: string) => order({ check }) };
}

/** Answers without a key as markets that are well do. */
const keyless = ({ call }: { call: string }) =>
  call === "category" ? answer({ call, body: "<categorys/>" }) : json(401, {}, { call });

Deno.test("collectChecks() checks every market at once, a second apart, and then every interval", async () => {
  const markets = { coupang: settings(), naver: settings(), "11st": settings() };
  const { time, results, end } = start(markets, new FakeNetwork(keyless));
  await time.advance(MINUTE + 1_500, 3);
  assert.deepEqual(results().map(({ market, posted }) => `${market} ${posted}`), [
    "coupang 0",
    "naver 1000",
    "11st 2000",
    "coupang 60000",
    "naver 61000",
  ]);
  await end();
});

Deno.test("collectChecks() checks a market at once when it is ordered, and goes on by a beat that starts then", async () => {
  const network = new FakeNetwork(({ call }) => json(call === "account" ? 401 : 200, { code: "SUCCESS" }));
  const { time, results, end, order } = start(
    { coupang: settings(KEYS.coupang), naver: settings() },
    network,
  );
  await time.advance(20_000, 2);
  order("coupang");
  await time.advance(MINUTE, 2);
  assert.deepEqual(results().map(({ market, posted }) => `${market} ${posted}`), [
    "coupang 0",
    "naver 1000",
    "coupang 20000",
    "naver 61000",
    "coupang 80000",
  ]);
  await end();
});

Deno.test("collectChecks() looks again sooner at what is not yet believed, and then keeps the beat", async () => {
  const { time, network, results, end } = start({ coupang: settings(KEYS.coupang) });
  await time.advance(1);
  network.respond = () => json(503, {});
  await time.advance(3 * MINUTE - 1);
  assert.deepEqual(
    results().map(({ posted, class: health, status, confirming, response_time }) => {
      const unsure = confirming ? ` (${confirming.class} ${confirming.seen}/${confirming.of})` : "";
      return `${posted} ${health} ${status}${unsure} ${response_time}`;
    }),
    [
      "0 UP healthy 100",
      "60000 UP healthy (DOWN 1/2) 100",
      "70000 DOWN error 100",
      "130000 DOWN error 100",
    ],
  );
  await end();
});

Deno.test("collectChecks() goes on from the state and the times that it is told of", async () => {
  const [time, stop, posted] = [new FakeTime(), new AbortController(), [] as Update[]];
  const running = collectChecks(
    {
      markets: { coupang: settings(KEYS.coupang) },
      checks: [],
      database: { url: "" },
      interval: MINUTE,
      self_check: { targets: [] },
      past: {
        coupang: {
          state: { class: "UP", status: "healthy", remedy: null },
          times: { answer: Array(30).fill(80), connected: [] },
        },
      },
    },
    (updates) => posted.push(...updates),
    stop.signal,
    { clock: time, wait: time.wait, network: new FakeNetwork(() => json(503, {})) },
  );
  await time.advance(1);
  const [update] = posted;
  assert.ok(update?.kind === "delivered" && update.source === "checks");
  const { class: health, confirming, usual } = update.data.coupang!;
  assert.deepEqual([health, confirming?.class, usual], ["UP", "DOWN", 80]);
  stop.abort();
  await running;
});

Deno.test("collectChecks() says until when a result may be taken for the present, rests included", async () => {
  const { time, network, results, end, began } = start({ coupang: settings(KEYS.coupang) });
  const until = () => {
    const { last_check, fresh_for } = results().at(-1)!;
    return Date.parse(last_check) + fresh_for! - began;
  };
  await time.advance(1);
  assert.equal(until(), 3 * MINUTE);
  network.respond = () => json(429, {});
  await time.advance(MINUTE);
  assert.equal(until(), 9 * MINUTE);
  await end();
});

Deno.test("collectChecks() finds out once for all markets that it is offline itself", async () => {
  const [time, stop, posted] = [new FakeTime(), new AbortController(), [] as Update[]];
  const network = new FakeNetwork(() => ({ kind: "failed", failure: "timeout", detail: "no answer" }));
  network.connected = () => ({ kind: "failed", failure: "unreachable", detail: "not reachable" });
  const running = collectChecks(
    {
      markets: {
        coupang: settings(KEYS.coupang),
        naver: settings(KEYS.naver),
        "11st": settings(KEYS["11st"]),
      },
      checks: [],
      database: { url: "" },
      interval: MINUTE,
      self_check: { targets: ["1.1.1.1:53", "8.8.8.8:53"] },
    },
    (updates) => posted.push(...updates),
    stop.signal,
    { clock: time, wait: time.wait, network },
  );
  await time.advance(3_000, 3);
  const classes = posted.flatMap((update) =>
    update.kind === "delivered" && update.source === "checks"
      ? Object.values(update.data).map((result) => result.class)
      : []
  );
  assert.deepEqual(classes, Array(3).fill("SELF_OFFLINE"));
  assert.equal(network.knocked.length, 2);
  stop.abort();
  await running;
});

Deno.test("collectChecks() takes an order for what is not checked, and one that comes during a check, for nothing", async () => {
  const network = new FakeNetwork();
  const { time, results, end, order } = start({ coupang: settings(KEYS.coupang) }, network);
  const asked = Promise.withResolvers<void>();
  const slow = Promise.withResolvers<ReturnType<typeof json>>();
  network.respond = () => {
    asked.resolve();
    return slow.promise;
  };
  const passing = time.advance(MINUTE - 1);
  await asked.promise;
  for (const code of ["coupang", "naver", "toString", ""]) order(code);
  slow.resolve(json(200, { code: "SUCCESS" }));
  await passing;
  assert.deepEqual([network.sent.length, results().length], [1, 1]);
  await end();
});

Deno.test("collectChecks() sends no more than the budget, however often it is ordered", async () => {
  const network = new FakeNetwork();
  const { time, results, end, order } = start(
    { coupang: settings({ ...KEYS.coupang, calls_per_hour: 3 }) },
    network,
  );
  for (let orders = 0; orders < 20; orders += 1) {
    await time.advance(1_000);
    order("coupang");
  }
  await time.advance(1_000);
  assert.equal(network.sent.length, 3);
  // What was seen last stands for as long as it may be taken for the present.
  const { class: shown, last_check, budget } = results().at(-1)!;
  assert.deepEqual([shown, last_check, budget!.used], ["UP", "2026-01-15T09:30:02.000Z", 3]);
  await time.advance(3 * MINUTE);
  assert.equal(network.sent.length, 3);
  assert.equal(results().at(-1)!.class, "UNKNOWN");
  await end();
});

Deno.test("two collectors with one budget that is too small for both take turns, and neither loses sight of the market", async () => {
  const [time, stop] = [new FakeTime(), new AbortController()];
  const ledger = memoryLedger(time);
  const sent: number[] = [];
  const network = new FakeNetwork(() => {
    sent.push(time.now());
    return json(200, { code: "SUCCESS" });
  });
  const classes: string[] = [];
  const collect = (delay: number) => {
    // The second is started at another moment of the minute.
    let first = true;
    const wait: typeof time.wait = (ms, signal) => {
      const more = first ? delay : 0;
      first = false;
      return time.wait(ms + more, signal);
    };
    return collectChecks(
      {
        markets: { coupang: settings({ ...KEYS.coupang, calls_per_hour: 90 }) },
        checks: [],
        database: { url: "" },
        interval: MINUTE,
        self_check: { targets: [] },
      },
      (updates) => {
        for (const update of updates) {
          if (update.kind !== "delivered" || update.source !== "checks") continue;
          classes.push(update.data.coupang!.class);
        }
      },
      stop.signal,
      { clock: time, wait, network, ask: (question) => answerFrom(ledger, question) },
    );
  };
  const running = [collect(0), collect(23_000)];
  await time.advance(DAY, 2);
  stop.abort();
  await Promise.all(running);
  const most = Math.max(...sent.map((at) => sent.filter((other) => other > at - HOUR && other <= at).length));
  assert.ok(most <= 90, `${most} within an hour`);
  const known = classes.filter((seen) => seen === "UP").length / classes.length;
  assert.ok(known > 0.95, `known in ${Math.round(known * 100)} % of ${classes.length} checks`);
});

Deno.test("collectChecks() leaves disabled markets alone", async () => {
  const { time, network, results, end } = start({ coupang: settings({ enabled: false }), naver: settings() });
  await time.advance(MINUTE);
  assert.deepEqual(new Set(results().map(({ market }) => market)), new Set(["naver"]));
  assert.ok(network.sent.every(({ call }) => call === "account"));
  await end();
});

Deno.test("collectChecks() goes on delivering, though nothing, when every market is disabled", async () => {
  const { time, network, posted, end } = start({ coupang: settings({ enabled: false }) });
  await time.advance(MINUTE);
  assert.deepEqual(posted, [
    { kind: "delivered", source: "checks", at: "2026-01-15T09:30:00.000Z", data: {} },
    { kind: "delivered", source: "checks", at: "2026-01-15T09:31:00.000Z", data: {} },
  ]);
  assert.equal(network.sent.length, 0);
  await end();
});

Deno.test("collectChecks() checks what is the seller's own beside the markets, each in its own interval, and on order", async () => {
  const network = new FakeNetwork((outgoing) =>
    json(outgoing.call === "check" ? 503 : 200, { code: "SUCCESS" })
  );
  const checks = parseConfig({
    file: {
      path: "f",
      text: `checks:
        - { name: shop, type: http, target: "https://shop.example.com/", interval: 150s }
        - { name: db, type: tcp, target: "10.0.0.7:5432" }`,
    },
    env: {},
    flags: {},
  }).checks;
  const { time, results, end, order } = start({ coupang: settings(KEYS.coupang) }, network, checks);
  await time.advance(30_000, 3);
  order("shop");
  await time.advance(2.5 * MINUTE, 3);
  await end();
  const seen = (name: string) =>
    results().filter(({ market }) => market === name).map(({ posted }) => posted / 1_000);
  assert.deepEqual(seen("coupang"), [0, 60, 120, 180]);
  assert.deepEqual(seen("db"), [2, 62, 122]);
  // A failure is looked at again after ten seconds before it is believed.
  assert.deepEqual(seen("shop").slice(0, 3), [1, 11, 30]);
  const shop = results().filter(({ market }) => market === "shop");
  assert.deepEqual([shop[0]!.class, shop[0]!.confirming?.seen, shop[1]!.confirming], ["DOWN", 1, null]);
});

Deno.test("collectChecks() never checks a market twice at a time and keeps its beat after a slow one", async () => {
  const network = new FakeNetwork();
  const { time, results, end } = start({ coupang: settings(KEYS.coupang) }, network);
  await time.advance(0);
  const slow = Promise.withResolvers<ReturnType<typeof json>>();
  const asked = Promise.withResolvers<void>();
  network.respond = () => {
    asked.resolve();
    return slow.promise;
  };
  void time.advance(MINUTE);
  await asked.promise;
  time.skip(2.5 * MINUTE);
  assert.equal(network.sent.length, 2);
  network.respond = () => json(200, { code: "SUCCESS" });
  slow.resolve(json(200, { code: "SUCCESS" }));
  await time.parked(1);
  await time.advance(MINUTE);
  assert.deepEqual(results().map(({ posted }) => posted / MINUTE), [0, 3.5, 4]);
  await end();
});

Deno.test("collectChecks() asks keyless Coupang and Naver every ten minutes, 11st every minute, for a day", async () => {
  const network = new FakeNetwork(({ call }) =>
    call === "category" ? answer({ call, body: "<categorys/>" }) : json(401, {}, { call })
  );
  const { time, end, results } = start(
    { coupang: settings(), naver: settings(), "11st": settings() },
    network,
  );
  await time.advance(DAY - MINUTE, 3);
  const asked = (call: string) => network.sent.filter((request) => request.call === call).length;
  assert.deepEqual([asked("status"), asked("account"), asked("category")], [144, 144, 1_439]);
  assert.equal(network.knocked.length, 1_296 + 1_295);
  assert.ok(results().every((result) => result.class === "UP" && result.probe === "keyless"));
  await end();
});

for (const calls_per_hour of [120, 20]) {
  Deno.test(`collectChecks() never sends more than ${calls_per_hour} requests an hour in a signed day`, async () => {
    const sent: { readonly market: MarketCode; readonly at: number }[] = [];
    let tokens = 0;
    const network = new FakeNetwork();
    const { time, results, end } = start({
      coupang: settings({ ...KEYS.coupang, base_url: "https://coupang.invalid", calls_per_hour }),
      naver: settings({ ...KEYS.naver, base_url: "https://naver.invalid/external", calls_per_hour }),
      "11st": settings({ ...KEYS["11st"], base_url: "https://11st.invalid/rest", calls_per_hour }),
    }, network);
    const served = {
      coupang: servedBy(simulateCoupang({ key: KEYS.coupang, clock: time })),
      naver: servedBy(simulateNaver({ application: KEYS.naver, clock: time, random: seededRandom(1) })),
      "11st": servedBy(simulateElevenst({ key: KEYS["11st"].api_key })),
    };
    network.respond = (outgoing) => {
      const market = new URL(outgoing.url).hostname.replace(".invalid", "") as MarketCode;
      sent.push({ market, at: time.now() });
      if (outgoing.call === "token") tokens += 1;
      return served[market](outgoing);
    };
    await time.advance(DAY, 3);
    await end();
    for (const { market, at } of sent) {
      const hour = sent.filter((other) => other.market === market && other.at > at - HOUR && other.at <= at);
      assert.ok(hour.length <= calls_per_hour, `${market}: ${hour.length}`);
    }
    assert.ok(tokens > 0 && tokens <= 10, `${tokens} requests for a token in a day`);
    const classes = new Set(results().map((result) => result.class));
    assert.deepEqual(classes, new Set(calls_per_hour === 120 ? ["UP"] : ["UP", "UNKNOWN"]));
  });
}

Deno.test("collectChecks() asks seldom without a key through a day of outages, and sees each begin and end", async () => {
  const { time, network, results, end, began } = start({ coupang: settings() });
  const sent: number[] = [];
  /** Every other three hours the gateway fails, and for ten minutes in each fourth hour nobody listens at all. */
  const hour = () => Math.floor((time.now() - began) / HOUR);
  const isGone = () => hour() % 4 === 3 && (time.now() - began) % HOUR < 10 * MINUTE;
  network.respond = () => {
    if (isGone()) return failed("refused");
    sent.push(time.now());
    return hour() % 6 >= 3 ? json(503, {}) : json(401, { message: "Request is not authorized." });
  };
  network.connected = () => isGone() ? failed("refused") : { kind: "connected", took: 20 };
  await time.advance(DAY - 1);
  await end();
  for (const at of sent) {
    const within = sent.filter((other) => other > at - HOUR && other <= at).length;
    assert.ok(within <= 32, `${within} requests within an hour`);
  }
  assert.ok(sent.length < 12 * 8 + 12 * 32, `${sent.length} requests in a day`);
  const seen = new Set(
    results().map(({ posted, class: health }) => `${Math.floor(posted / HOUR)} ${health}`),
  );
  for (let of = 0; of < 24; of++) {
    assert.ok(seen.has(`${of} ${of % 6 >= 3 ? "DOWN" : "UP"}`), `hour ${of}: ${[...seen]}`);
    assert.ok(of % 4 !== 3 || seen.has(`${of} DOWN`), `hour ${of}: ${[...seen]}`);
  }
  for (const end of [6, 12, 18]) {
    const back = results().find(({ posted, class: health }) => posted >= end * HOUR && health === "UP")!;
    assert.ok(
      back.posted - end * HOUR <= 2 * MINUTE,
      `seen after ${(back.posted - end * HOUR) / MINUTE} min`,
    );
  }
});

Deno.test("collectChecks() keeps a tenth of the budget for the beat, however a market flaps", async () => {
  const { time, network, results, end } = start({ coupang: settings(KEYS.coupang) });
  let asked = 0;
  network.respond = () => asked++ % 2 === 0 ? json(200, { code: "SUCCESS" }) : json(503, {});
  await time.advance(6 * HOUR);
  await end();
  assert.ok(!results().some(({ class: health }) => health === "UNKNOWN"));
  assert.ok(asked / 6 > 60, `${asked / 6} requests an hour`);
});

Deno.test("collectChecks() ends quietly when it is aborted in the middle of a check", async () => {
  const asked = Promise.withResolvers<void>();
  const stop = new AbortController();
  const network = {
    request: (_: unknown, { signal }: { signal: AbortSignal }) =>
      new Promise<never>((_, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
        asked.resolve();
      }),
    connect: () => Promise.reject(new Error("Not asked for")),
    resolve: () => Promise.reject(new Error("Not asked for")),
  };
  const posted: Update[] = [];
  const running = collectChecks(
    {
      markets: { coupang: settings() },
      checks: [],
      database: { url: "" },
      interval: MINUTE,
      self_check: { targets: [] },
    },
    (updates) => posted.push(...updates),
    stop.signal,
    { network },
  );
  await asked.promise;
  stop.abort();
  await running;
  assert.deepEqual(posted, []);
});

Deno.test("collectChecks() rejects when a check breaks, and stops the others", async () => {
  const network = new FakeNetwork();
  network.respond = () => {
    throw new Error("Cannot happen");
  };
  const { running, time } = start({ coupang: settings(), naver: settings() }, network);
  void time.advance(0, 2);
  await assert.rejects(running, { message: "Cannot happen" });
  assert.equal(time.waiting, 0);
});

Deno.test("collectChecks() rejects when a base URL is none", async () => {
  const { running } = start({ coupang: settings({ base_url: "coupang" }) });
  await assert.rejects(running, TypeError);
});

Deno.test("collectChecks() posts no secret, whatever a market quotes", async () => {
  const network = new FakeNetwork(({ call, headers, body }) =>
    json(400, { code: "ERROR", message: `${JSON.stringify(headers)} ${body}` }, { call })
  );
  const { time, posted, end } = start({
    coupang: settings(KEYS.coupang),
    naver: settings(KEYS.naver),
    "11st": settings(KEYS["11st"]),
  }, network);
  await time.advance(MINUTE, 3);
  await end();
  const text = JSON.stringify(posted);
  const sent = network.sent.flatMap((
    { headers, body },
  ) => [headers?.authorization?.slice(-64), body?.slice(70, 150)]);
  const secrets = [...Object.values(KEYS).flatMap((keys) => Object.values(keys)), ...sent];
  for (const secret of secrets) if (secret) assert.ok(!text.includes(secret), secret);
});
