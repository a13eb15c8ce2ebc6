import assert from "node:assert/strict";
import type { Config } from "@/lib/config/config.ts";
import { ConfigError, formatProblems } from "@/lib/config/config_error.ts";
import { type ConfigSources, parseConfig } from "@/lib/config/parse_config.ts";
import { defaultSchema } from "@/lib/shared/default_schema.ts";

const OFF = { enabled: false, timeout: 10_000, slow: 2_000, calls_per_hour: 120 };

const DEFAULTS: Config = {
  server: {
    host: "127.0.0.1",
    port: 8765,
    base_path: "",
    trust_proxy: false,
    allowed_hosts: [],
    allowed_origins: [],
    tls: { cert: "", key: "", hsts: 180 * 24 * 3_600_000 },
    max_clients: 20_000,
    max_clients_per_address: 0,
  },
  database: {
    url: "",
    enabled: true,
    pool: 3,
    statement_timeout: 3_000,
    incremental: true,
    notify_channel: "marketpulse",
  },
  auth: {
    mode: "auto",
    session: { idle: 604_800_000, absolute: 2_592_000_000 },
    oidc: { issuer: "", client_id: "", client_secret: "", allowed: [], role: "viewer" },
  },
  redis: { url: "", ca: "" },
  state: { url: "sqlite:data/marketpulse.db" },
  business: { timezone: "Asia/Seoul", day_start: "00:00", low_stock: 10, revenue: "gross" },
  interval: { metrics: 5_000, checks: 60_000 },
  schema: defaultSchema(),
  markets: {
    coupang: {
      enabled: true,
      name: "쿠팡",
      base_url: "https://api-gateway.coupang.com",
      access_key: "",
      secret_key: "",
      vendor_id: "",
      key_issued: null,
      timeout: 10_000,
      slow: 2_000,
      calls_per_hour: 120,
    },
    naver: {
      enabled: true,
      name: "네이버",
      base_url: "https://api.commerce.naver.com/external",
      client_id: "",
      client_secret: "",
      timeout: 10_000,
      slow: 2_000,
      calls_per_hour: 120,
    },
    "11st": {
      enabled: true,
      name: "11번가",
      base_url: "https://api.11st.co.kr/rest",
      api_key: "",
      timeout: 25_000,
      slow: 10_000,
      calls_per_hour: 120,
    },
    esm: {
      ...OFF,
      name: "G마켓·옥션",
      base_url: "https://sa2.esmplus.com",
      master_id: "",
      secret_key: "",
      domain: "",
      seller_ids: "",
    },
    ssg: { ...OFF, name: "SSG", base_url: "https://eapi.ssgadm.com" },
    lotteon: { ...OFF, name: "롯데ON", base_url: "https://openapi.lotteon.com" },
    kakao: { ...OFF, name: "카카오", base_url: "https://kapi.kakao.com" },
    cafe24: { ...OFF, name: "카페24", base_url: "" },
    shopify: { ...OFF, name: "쇼피파이", base_url: "", access_token: "" },
    amazon: {
      ...OFF,
      name: "아마존",
      base_url: "https://sellingpartnerapi-fe.amazon.com",
      calls_per_hour: 30,
    },
  },
  checks: [],
  metrics: [],
  charts: [],
  layout: { dashboard: null, market: null },
  self_check: { targets: ["1.1.1.1:53", "8.8.8.8:53", "168.126.63.1:53"] },
  proxy: { url: "", except: "" },
  log: { level: "info", format: "text", access: "off" },
  demo: true,
};

const NAVER_SECRET = "$2a$04$N9qo8uLOickgx2ZMRZoMye";

interface Given {
  readonly text?: string;
  readonly env?: ConfigSources["env"];
  readonly flags?: ConfigSources["flags"];
}

function parse({ text, env = {}, flags = {} }: Given): Config {
  return parseConfig({ file: text === undefined ? null : { path: "m.yaml", text }, env, flags });
}

function faults(given: Given): string {
  try {
    parse(given);
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return formatProblems(error, "en");
  }
  assert.fail("There is no fault");
}

Deno.test("parseConfig() of nothing gives the defaults", () => assert.deepEqual(parse({}), DEFAULTS));

Deno.test("parseConfig() of a file that writes out every default gives the defaults", async () => {
  const file = new URL("../testdata/config/defaults.yaml", import.meta.url);
  assert.deepEqual(parse({ text: await Deno.readTextFile(file) }), DEFAULTS);
});

Deno.test("parseConfig() takes files and groups with nothing in them for absent", () => {
  for (const text of ["", "# nothing\n", "server:\nmarkets:\n  naver:\n", "---\n", "\uFEFFserver:\r\n"]) {
    assert.deepEqual(parse({ text }), DEFAULTS, JSON.stringify(text));
  }
});

Deno.test("parseConfig() lets flags win over the environment, and that over the file", () => {
  const text = "server: { host: 10.0.0.1, port: 1, base_path: /pulse }\n";
  const env = { HOST: "10.0.0.2", PORT: "2" };
  const { host, port, base_path } = parse({ text, env, flags: { port: "3" } }).server;
  assert.deepEqual({ host, port, base_path }, { host: "10.0.0.2", port: 3, base_path: "/pulse" });
});

Deno.test("parseConfig() reads each variable into its key", () => {
  const config = parse({
    env: {
      DATABASE_URL: "postgres://shop@127.0.0.1/shop",
      REDIS_URL: "rediss://user:p%40ss@redis.example.com:6380/2",
      STATE_URL: "sqlite:/var/lib/marketpulse.db",
      LOG_LEVEL: "debug",
      LOG_FORMAT: "json",
      LOG_ACCESS: "errors",
      COUPANG_ACCESS_KEY: "a",
      COUPANG_SECRET_KEY: "b",
      COUPANG_VENDOR_ID: "A00012345",
      NAVER_CLIENT_ID: "c",
      NAVER_CLIENT_SECRET: NAVER_SECRET,
      ELEVENST_API_KEY: "12345678901234567890123456789012",
    },
  });
  assert.equal(config.database.url, "postgres://shop@127.0.0.1/shop");
  assert.equal(config.redis.url, "rediss://user:p%40ss@redis.example.com:6380/2");
  assert.equal(config.state.url, "sqlite:/var/lib/marketpulse.db");
  assert.deepEqual(config.log, { level: "debug", format: "json", access: "errors" });
  const { coupang, naver, "11st": elevenst } = config.markets;
  assert.deepEqual([coupang.access_key, coupang.secret_key, coupang.vendor_id], ["a", "b", "A00012345"]);
  assert.deepEqual([naver.client_id, naver.client_secret], ["c", NAVER_SECRET]);
  assert.equal(elevenst.api_key, "12345678901234567890123456789012");
  assert.equal(config.demo, false);
});

Deno.test("parseConfig() takes an empty or blank variable for not set, and trims others", () => {
  const { server, database } = parse({ env: { HOST: "", DATABASE_URL: " ", PORT: " 80\r" } });
  assert.deepEqual([server.host, server.port, database.url], ["127.0.0.1", 80, ""]);
});

Deno.test("parseConfig() replaces ${NAME} in any text of the file, and nothing in what comes in", () => {
  const config = parse({
    text: [
      "server: { port: '${MY_PORT}', trust_proxy: '${PROXY}', allowed_origins: ['https://${SHOP}'] }",
      'redis: { url: "redis://:${PASSWORD}@127.0.0.1" }',
      'markets: { coupang: { secret_key: "${SECRET}" } }',
    ].join("\n"),
    env: {
      MY_PORT: "81",
      PROXY: "true",
      SHOP: "shop.example.com",
      PASSWORD: "p$&w",
      SECRET: "a${SHOP}$1",
    },
  });
  assert.deepEqual([config.server.port, config.server.trust_proxy], [81, true]);
  assert.deepEqual(config.server.allowed_origins, ["https://shop.example.com"]);
  assert.equal(config.redis.url, "redis://:p$&w@127.0.0.1");
  assert.equal(config.markets.coupang.secret_key, "a${SHOP}$1");
});

Deno.test("parseConfig() leaves every $ of a secret alone, in the file and in the environment", () => {
  const text =
    `markets: { naver: { client_secret: "${NAVER_SECRET}" }, coupang: { secret_key: "$$a$HOME{b}" } }`;
  const { naver, coupang } = parse({ text }).markets;
  assert.deepEqual([naver.client_secret, coupang.secret_key], [NAVER_SECRET, "$$a$HOME{b}"]);
  const fromEnvironment = parse({ env: { NAVER_CLIENT_SECRET: NAVER_SECRET } });
  assert.equal(fromEnvironment.markets.naver.client_secret, NAVER_SECRET);
});

Deno.test("parseConfig() reads durations into milliseconds", () => {
  const text = "interval: { metrics: 1.5s, checks: 2m }\ndatabase: { statement_timeout: 500ms }";
  const { interval, database } = parse({ text });
  assert.deepEqual([interval, database.statement_timeout], [{ metrics: 1_500, checks: 120_000 }, 500]);
});

Deno.test("parseConfig() switches off relations and columns that are null", () => {
  const { schema } = parse({ text: "schema: { jobs: null, logs: , orders: { customer: null } }" });
  assert.deepEqual([schema.jobs, schema.logs, schema.orders?.customer], [null, null, null]);
  assert.equal(schema.orders?.table, "market_orders");
});

Deno.test("parseConfig() reads a SELECT of schema.orders.from instead of a table, and refuses anything else there", () => {
  const joined = "-- one row an order\nSELECT o.*, total FROM o JOIN t USING (id);";
  const { schema } = parse({ text: `schema: { orders: { table: o, from: ${JSON.stringify(joined)} } }` });
  assert.equal(
    schema.orders!.table,
    "(-- one row an order\nSELECT o.*, total FROM o JOIN t USING (id)\n) AS orders",
  );
  assert.equal(parse({ text: 'schema: { orders: { table: o, from: "" } }' }).schema.orders!.table, "o");
  for (const wrong of ["DELETE FROM o", "o JOIN t USING (id)", "-- SELECT", "7"]) {
    assert.throws(
      () => parse({ text: `schema:\n  orders:\n    from: ${wrong}` }),
      /3: schema\.orders\.from must be a SELECT that gives a row/,
    );
  }
});

Deno.test("parseConfig() adds the markets' status words to one's own, which win", () => {
  const { schema } = parse({
    text: "schema: { orders: { statuses: { pending: [신규, delivered], cancelled: [취소] } } }",
  });
  const { pending, completed, cancelled } = schema.orders!.statuses;
  assert.deepEqual(pending.slice(0, 3), ["신규", "delivered", "ACCEPT"]);
  assert.ok(!completed.includes("DELIVERED") && completed.includes("PURCHASE_DECIDED"));
  assert.deepEqual(cancelled.slice(0, 2), ["취소", "RETURNS_COMPLETED"]);
});

Deno.test("parseConfig() takes slashes off the end of a market's address", () => {
  const { markets } = parse({ text: 'markets: { naver: { base_url: "http://127.0.0.1:9999/partner//" } }' });
  assert.equal(markets.naver.base_url, "http://127.0.0.1:9999/partner");
});

Deno.test("parseConfig() takes days on which a key can have been issued, and none that are yet to come", () => {
  const issued = (day: string) =>
    parse({ text: `markets: { coupang: { key_issued: ${day} } }` }).markets.coupang.key_issued;
  assert.equal(issued("2026-06-01"), "2026-06-01");
  assert.equal(issued('"2024-02-29"'), "2024-02-29");
  assert.equal(issued("null"), null);
  for (const wrong of ["2999-01-01", "2026-02-29", "26-06-01", "2026-6-1", "20260601", "true", '""']) {
    assert.throws(() => issued(wrong), ConfigError, wrong);
  }
});

Deno.test("parseConfig() follows anchors, and tells the line where a repeated value is written", () => {
  const text = "interval: { metrics: &often 1ms }\ndatabase: { statement_timeout: *often }\n";
  const found = faults({ text }).split("\n").map((line) => line.split(" must")[0]);
  assert.deepEqual(found, ["m.yaml:1: interval.metrics", "m.yaml:2: database.statement_timeout"]);
  const shared = "server: &group { pool: 200 }\ndatabase: *group\n";
  assert.match(faults({ text: shared }), /^m\.yaml:1: database\.pool must be/m);
});

Deno.test("parseConfig() makes a demo of no database, or when asked, whatever DATABASE_URL says", () => {
  const env = { DATABASE_URL: "postgres://shop@127.0.0.1/shop" };
  assert.equal(parse({ env }).demo, false);
  assert.equal(parse({ env: {} }).demo, true);
  assert.equal(parse({ env, flags: { demo: true } }).demo, true);
  assert.equal(parse({ env: { DATABASE_URL: "mysql://x" }, flags: { demo: true } }).demo, true);
});

Deno.test("parseConfig() refuses a way in that there is not, and a session that idles longer than it lasts", () => {
  assert.equal(
    faults({ text: "auth:\n  mode: open\n  session: { idle: 2h, absolute: 1h }" }),
    'm.yaml:2: auth.mode must be one of auto, password, none: "open"\n' +
      'm.yaml:3: auth.session.idle must not be longer than absolute: "2h"',
  );
});

Deno.test("parseConfig() names variables and flags by their own names, after the file's lines", () => {
  const found = faults({
    text: "interval: { metrics: 5 }",
    env: { DATABASE_URL: "mysql://shop:hunter2@127.0.0.1/shop", LOG_LEVEL: "loud", PORT: "8765" },
    flags: { port: "http" },
  });
  assert.equal(
    found,
    [
      "m.yaml:1: interval.metrics must be a duration from 500ms to 1h, written as 500ms, 5s, 2m or 1h: 5",
      '--port must be a whole number from 0 to 65535: "http"',
      "DATABASE_URL must be a PostgreSQL URL such as postgres://user:password@host:5432/database " +
      "(special characters of the password percent-encoded, # as %23)",
      'LOG_LEVEL must be one of debug, info, warn, error: "loud"',
    ].join("\n"),
  );
});

Deno.test("parseConfig() never shows a secret", () => {
  const env = {
    DATABASE_URL: "postgres://shop:hunter2#@127.0.0.1/shop",
    REDIS_URL: "redis://:hunter2@127.0.0.1:6379/shop",
    STATE_URL: "redis://:hunter2@127.0.0.1",
    NAVER_CLIENT_SECRET: "$2a$04$hunter2",
  };
  const found = faults({ env });
  assert.equal(found.split("\n").length, 4);
  assert.doesNotMatch(found, /hunter2/);
});

Deno.test("parseConfig() tells faults where a group is missing, whatever stands there", () => {
  for (const value of ["5", "[a]", "text"]) {
    assert.equal(
      faults({ text: `server: ${value}\nmarkets: { coupang: ${value} }`, env: { PORT: "80" } }),
      "m.yaml:1: server must be a group of keys\nm.yaml:2: markets.coupang must be a group of keys",
    );
  }
});

Deno.test("parseConfig() does not take keys of objects for keys of its own", () => {
  const text = "__proto__: { server: { port: 1 } }\nserver: { constructor: 1 }";
  const lines = faults({ text }).split("\n");
  assert.match(lines[0]!, /^m\.yaml:1: Unknown key __proto__/);
  assert.match(lines[1]!, /^m\.yaml:2: Unknown key server\.constructor/);
});

Deno.test("parseConfig() refuses log in the file, because it is the environment's", () => {
  assert.match(faults({ text: "log: { level: debug }" }), /^m\.yaml:1: Unknown key log/);
});

Deno.test("auth.oidc says whom to let in, and takes nobody's word that others could change", () => {
  const oidc = (text: string) => faults({ text: `auth: { oidc: { ${text} } }` });
  assert.match(
    oidc("issuer: https://id.example.com"),
    /auth\.oidc\.client_id must be what .*\n.*auth\.oidc\.allowed must say whom to let in/,
  );
  for (
    const issuer of [
      "http://id.example.com",
      "id.example.com",
      "https://u:p@id.example.com",
      "https://id.example.com?a=1",
    ]
  ) {
    assert.match(
      oidc(`issuer: "${issuer}", client_id: a, allowed: [example.com]`),
      /auth\.oidc\.issuer must be the https/,
    );
  }
  assert.match(
    oidc('allowed: ["kim", ""]'),
    /auth\.oidc\.allowed\.0 must be an e-mail[^]*auth\.oidc\.allowed\.1/,
  );
  const text =
    `auth: { oidc: { issuer: "http://127.0.0.1:9", client_id: a, allowed: [kim@example.com, shop.example.com] } }`;
  const { auth } = parseConfig({
    file: { path: "m.yaml", text },
    env: { OIDC_CLIENT_SECRET: "s3cret-word" },
    flags: {},
  });
  assert.deepEqual(auth.oidc, {
    issuer: "http://127.0.0.1:9",
    client_id: "a",
    client_secret: "s3cret-word",
    allowed: ["kim@example.com", "shop.example.com"],
    role: "viewer",
  });
});
