/** `marketpulse check` as users have it: the built program, real PostgreSQL and Redis, simulated markets. */
import assert from "node:assert/strict";
import type { Finding } from "@/lib/check/finding.ts";
import { startMarketSimulator } from "@/lib/demo/market_simulator.ts";
import { systemClock } from "@/lib/shared/clock.ts";
import { postgresMissing, startPostgres } from "../support/postgres.ts";
import { buildProgram } from "../support/program.ts";
import { redisMissing, startRedis } from "../support/redis.ts";
import { OLD_TABLES } from "../support/old_shop.ts";

const missing = postgresMissing(15) ?? redisMissing();
const title = "marketpulse check";

/** What differs from run to run, made equal. */
const steady = (text: string) =>
  text.replaceAll(/\d+ ms/g, "N ms").replace(/15\.\d+/, "15.N").replaceAll(/127\.0\.0\.1:\d+/g, "HOST")
    .replace(/\(\d{4}-\d\d-\d\d\)/, "(DAY)");

const WELL = `설정
  ✓ 정상: 설정 파일 marketpulse.yaml에 잘못된 곳이 없습니다
  ✓ 정상: 사용자가 없어 이 컴퓨터에서만 로그인 없이 열립니다

데이터베이스
  ✓ 정상: PostgreSQL 15.N (HOST, 데이터베이스 test_1, 사용자 reader)에 N ms 만에 연결했습니다
  ✓ 정상: 서버의 시간대는 UTC입니다. 시간대가 없는 열은 설정(time_zone)대로 Asia/Seoul로 읽습니다
  ✓ 정상: "market_orders": 설정한 열 7개를 읽을 수 있습니다
  ✓ 정상: "unified_products": 설정한 열 7개를 읽을 수 있습니다
  ✓ 정상: "system_logs": 설정한 열 3개를 읽을 수 있습니다
  ✓ 정상: "schedule_jobs": 설정한 열 4개를 읽을 수 있습니다
  ✓ 정상: 매출: "market_orders"에서 N ms 만에 읽었습니다. 오늘(DAY) 주문 0건 0원, 고객 0명 · 어제 이 시각까지 0건 0원 · 8일 0건 0원
  ✓ 정상: 주문 상태: "market_orders"에서 N ms 만에 읽었습니다. 오늘 마켓별 없음 · 어제와 오늘 상태별 없음
  ✓ 정상: 재고: "unified_products"에서 N ms 만에 읽었습니다. 상품 0개, 재고 부족 0개, 품절 0개, 재고 금액 0원
  ✓ 정상: 오류와 응답 시간: "system_logs"에서 N ms 만에 읽었습니다
  ✓ 정상: 예약 작업: "schedule_jobs"에서 N ms 만에 읽었습니다
  ✓ 정상: 모든 수치를 한 번 읽는 데 N ms 걸렸습니다 (주기 5초)
  ✓ 정상: 어떤 테이블도 바꿀 수 없는 안전한 사용자입니다
  ✓ 정상: "market_orders"에 주문이 하나도 없습니다
  ✓ 정상: "system_logs"에 로그가 하나도 없습니다
  ✓ 정상: "market_orders"에서는 바뀐 행만 읽습니다
  ✓ 정상: "unified_products"에서는 바뀐 행만 읽습니다
  ✓ 정상: "system_logs"에서는 바뀐 행만 읽습니다
  - 사용 안 함: 변경을 알려 주는 트리거가 없어 5초마다 읽습니다
    → 바로 보시려면 marketpulse check --print-triggers가 출력하는 SQL을 확인하고 테이블 소유자로 실행해 주세요

Redis
  ✓ 정상: Redis에 연결하고 읽고 쓰는 데 N ms 걸렸습니다

상태 파일
  ✓ 정상: 상태 파일 data/marketpulse.db은(는) 서버를 처음 시작할 때 만들어집니다

마켓 API
  ✓ 정상: 쿠팡: 정상, N ms
  ✓ 정상: 네이버: 응답함 · 키 미확인, N ms
  - 사용 안 함: 11번가: 설정(markets.11st.enabled)에서 꺼져 있습니다

모두 정상입니다`;

Deno.test({
  name: missing ? `${title} (ignored: ${missing})` : title,
  ignore: missing !== undefined,
  async fn(test) {
    const stop = new AbortController();
    const simulator = startMarketSimulator({
      seed: 1,
      clock: systemClock,
      signal: stop.signal,
      moods: { coupang: "healthy", naver: "healthy", "11st": "healthy" },
      pace: 0.01,
    });
    await using postgres = await startPostgres({ major: 15, settings: { timezone: "UTC" } });
    await using redis = await startRedis({ password: "p@ss wörd#1" });
    await using built = await buildProgram();
    const ownerUrl = await postgres.createDatabase();
    await postgres.query(
      `${OLD_TABLES} CREATE ROLE reader LOGIN PASSWORD 'reader-word';
       GRANT SELECT ON market_orders, unified_products, system_logs, schedule_jobs TO reader;
       CREATE INDEX ON market_orders (order_date);
       CREATE INDEX ON market_orders (updated_at);
       CREATE INDEX ON unified_products (updated_at);
       CREATE INDEX ON unified_products (stock_quantity);
       CREATE INDEX ON system_logs (timestamp)`,
      ownerUrl,
    );
    const keys = simulator.credentials.coupang;
    const env = {
      DATABASE_URL: ownerUrl.replace(/\/\/.*@/, "//reader:reader-word@"),
      REDIS_URL: redis.url,
      COUPANG_ACCESS_KEY: keys.access_key,
      COUPANG_SECRET_KEY: keys.secret_key,
      COUPANG_VENDOR_ID: keys.vendor_id,
    };
    const writeConfig = (coupang: { base_url: string; timeout?: string; slow?: string }) =>
      Deno.writeTextFile(
        `${built.folder}/marketpulse.yaml`,
        `markets:
  coupang: ${JSON.stringify(coupang)}
  naver: { base_url: "${simulator.base_urls.naver}" }
  11st: { enabled: false }
self_check: { targets: [] }
`,
      );
    await writeConfig({ base_url: simulator.base_urls.coupang });

    /** Runs it to its end; no secret of the environment may be in what it writes. */
    const run = async (args: string[], changes: Record<string, string> = {}) => {
      await using program = built.spawn({ args: ["check", ...args], env: { ...env, ...changes } });
      const code = await program.ended();
      for (const [name, value] of Object.entries({ ...env, ...changes })) {
        const secret = name.endsWith("_URL") ? URL.parse(value)?.password : /KEY/.test(name) ? value : "";
        for (const word of [secret, decodeURIComponent(secret ?? "")]) {
          assert.ok(!word || !program.output.includes(word), `${name} is shown`);
        }
      }
      return { code, output: program.output };
    };
    const findings = async (changes: Record<string, string>) => {
      const { code, output } = await run(["--json", "-v"], changes);
      const { ok, findings }: { ok: boolean; findings: Finding[] } = JSON.parse(output);
      assert.equal(code, ok ? 0 : 1);
      return findings;
    };
    const faults = (found: Finding[]) =>
      found.filter(({ grade }) => grade === "fault").map(({ name }) => name);

    await test.step("all is well: says what was seen, in Korean, and ends with 0", async () => {
      const { code, output } = await run([], { LANG: "ko_KR.UTF-8" });
      assert.equal(steady(output), WELL);
      assert.equal(code, 0);
      assert.deepEqual([...Deno.readDirSync(built.folder)].map(({ name }) => name).sort(), [
        "_fresh",
        "marketpulse.yaml",
      ], "it leaves nothing behind");
    });

    await test.step("everything is wrong: each with its remedy, ends with 1, shows no secret", async () => {
      const found = await findings({
        DATABASE_URL: env.DATABASE_URL.replace("reader-word", "hidden-word-1"),
        REDIS_URL: `redis://:hidden-word-2@127.0.0.1:${redis.port}`,
        STATE_URL: `sqlite:${built.folder}/marketpulse.yaml`,
        COUPANG_SECRET_KEY: "hidden-word-3-0123456789",
      });
      assert.deepEqual(faults(found), ["database.connection", "redis", "state", "markets.coupang"]);
      for (const { grade, remedy } of found) {
        if (grade === "fault") assert.ok(remedy?.ko && remedy.en);
      }
    });

    await test.step("another shop's process uses the same Redis: a warning with the remedy, ends with 0", async () => {
      await redis.cli("SET", "marketpulse:owner", "0123456789abcdef");
      const found = await findings({});
      const { grade, remedy } = found.find(({ name }) => name === "redis")!;
      assert.equal(grade, "warning");
      assert.match(remedy!.en, /REDIS_URL/);
      await redis.cli("DEL", "marketpulse:owner");
    });

    await test.step("--market NAME -v: that market alone, with what was asked and answered", async () => {
      const { code, output } = await run(["--market", "coupang", "-v"]);
      assert.equal(code, 0);
      assert.match(
        output,
        /^ {4}· GET http:\/\/127\.0\.0\.1:\d+\/v2\/\S+ → HTTP 200, application\/json, \d+ bytes/m,
      );
      assert.match(output, /^ {4}· class UP, status healthy, signed$/m);
      assert.doesNotMatch(output, /Database|Redis|네이버/);
    });

    await test.step("--public-url ADDRESS: pages and live connection of a running server, too", async () => {
      await using server = await built.start({ args: ["--demo"], env });
      const { code, output } = await run(["--market", "coupang", "--public-url", server.url]);
      assert.equal(code, 0);
      assert.match(
        output,
        /^Public address\n {2}✓ ok: Page and files arrive from .*\n {2}✓ ok: The live connection/m,
      );
    });

    await test.step("a faulty configuration: all of its faults, and nothing is connected to", async () => {
      const path = `${built.folder}/faulty.yaml`;
      await Deno.writeTextFile(path, "server: { base_path: pulse, hots: a }\ninterval: { metrics: 5 }\n");
      const { code, output } = await run(["--config", path]);
      assert.equal(code, 1);
      assert.equal(
        output,
        `Configuration
  ✗ fault: ${path}:1: server.base_path must be empty or a path such as /pulse, without a slash at the end: "pulse"
  ✗ fault: ${path}:1: Unknown key server.hots, did you mean server.host?
  ✗ fault: ${path}:2: interval.metrics must be a duration from 500ms to 1h, written as 500ms, 5s, 2m or 1h: 5

3 faults, 0 warnings`,
      );
    });

    await test.step("what takes long says so, but not to a program that reads JSON", async () => {
      let release = Promise.withResolvers<void>();
      const late = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async () => {
        await release.promise;
        return new Response("{}", { headers: { "content-type": "application/json" } });
      });
      const base_url = `http://127.0.0.1:${late.addr.port}`;
      await writeConfig({ base_url });
      await using program = built.spawn({ args: ["check", "--market", "coupang"], env });
      await program.line(/^… Market APIs: still checking$/);
      release.resolve();
      await program.ended();

      release = Promise.withResolvers();
      await writeConfig({ base_url, timeout: "1500ms", slow: "1s" });
      const { output } = await run(["--market", "coupang", "--json"]);
      assert.equal(JSON.parse(output).findings.at(-1).grade, "fault");
      release.resolve();
      await late.shutdown();
    });

    stop.abort();
    await simulator.closed;
  },
});
