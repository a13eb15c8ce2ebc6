/** Secrets come out by none of the ways that the door, a market that says after us, and the command line add. */
import assert from "node:assert/strict";
import { postgresMissing, startPostgres } from "../support/postgres.ts";
import { buildProgram, type BuiltProgram } from "../support/program.ts";
import { untrustedCertificate } from "../markets/support/certificates.ts";

/** Each a word that nothing else contains. */
const SECRETS = {
  COUPANG_ACCESS_KEY: "zq-coupang-access",
  COUPANG_SECRET_KEY: "zq-coupang-secret",
  COUPANG_VENDOR_ID: "A00012345",
  NAVER_CLIENT_ID: "naver-client",
  NAVER_CLIENT_SECRET: "$2a$04$zqnaversecretzqnaverse",
  ELEVENST_API_KEY: "zq-elevenst-key",
  ERP_KEY: "zq-erp-key-1",
  MARKETPULSE_ADMIN_PASSWORD: "zq-admin-word",
  OIDC_CLIENT_SECRET: "zq-oidc-word",
};
const STATE_PASSWORD = "zq-state-word";
const WORDS = [
  ...Object.entries(SECRETS).filter(([name]) => !name.endsWith("_ID")).map(([, word]) => word),
  STATE_PASSWORD,
  "zq-written-word",
  "zq-typed-word",
];

const missing = postgresMissing(15);

/** Answers everything with what it was asked: headers, address and body. */
function startEcho() {
  return Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    const said = [request.url, ...[...request.headers].map(([name, value]) => `${name}: ${value}`)];
    const text = `${said.join("\n")}\n${await request.text()}`;
    return Response.json({ code: "ERROR", message: text, error: text }, { status: 403 });
  });
}

/** What a command writes, of both streams, whatever it comes to. */
async function outputOf(built: BuiltProgram, args: string[], env: Record<string, string>): Promise<string> {
  await using program = built.spawn({ args, env });
  await program.ended();
  return program.output;
}

Deno.test({
  name: `no door, market or command tells a secret${missing ? ` (ignored: ${missing})` : ""}`,
  ignore: missing !== undefined || Deno.build.os === "windows",
  async fn() {
    await using built = await buildProgram();
    await using database = await startPostgres({ major: 15 });
    await using echo = startEcho();
    await database.query(`CREATE ROLE keeper LOGIN PASSWORD '${STATE_PASSWORD}'`);
    await database.query("CREATE DATABASE own OWNER keeper");
    const at = `http://127.0.0.1:${echo.addr.port}`;
    const file = `${built.folder}/marketpulse.yaml`;
    const config = `
self_check: { targets: [] }
interval: { metrics: 1s }
auth: { oidc: { issuer: "${at}", client_id: a, allowed: [example.com] } }
redis: { url: "redis://:zq-written-word@127.0.0.1:1" }
markets: { coupang: { base_url: "${at}" }, naver: { base_url: "${at}" }, 11st: { base_url: "${at}" } }
checks: [{ name: erp, type: http, target: "${at}/stock", headers: { X-Api-Key: "\${ERP_KEY}" }, expect: { body: "well" } }]
`;
    await Deno.writeTextFile(file, config);
    await Deno.chmod(file, 0o644);
    const env = {
      ...SECRETS,
      DATABASE_URL: database.url,
      STATE_URL: `postgres://keeper:${STATE_PASSWORD}@127.0.0.1:${database.port}/own`,
      LOG_LEVEL: "debug",
      LOG_ACCESS: "all",
      LOG_FORMAT: "json",
    };
    const told: [what: string, text: string][] = [];
    const secrets: string[] = [...WORDS];
    for (const args of [["check"], ["check", "--json"], ["config", "print"]]) {
      told.push([args.join(" "), await outputOf(built, args, env)]);
    }
    for (const market of ["coupang", "naver", "11st", "erp"]) {
      const args = ["check", "--market", market, "-v"];
      told.push([args.join(" "), await outputOf(built, args, env)]);
    }
    assert.match(told[0]![1], /holds secrets, and other users can read or change it \(mode 644\)/);

    await using program = await built.start({ env });
    await program.process.line(/holds secrets.*chmod 600/);
    const cookie = await logIn(program.url, SECRETS.MARKETPULSE_ADMIN_PASSWORD);
    secrets.push(cookie.split("=")[1]!);
    const ask = async (path: string, init: RequestInit = {}) => {
      const response = await fetch(`${program.url}${path}`, { redirect: "manual", ...init });
      const text = await response.text();
      if (path !== "api/tokens" || init.method !== "POST") told.push([path, text]);
      return { text, response };
    };
    const admin = { cookie, "content-type": "application/json" };
    const make = async (body: object) => {
      const { text } = await ask("api/tokens", {
        method: "POST",
        headers: admin,
        body: JSON.stringify(body),
      });
      const { secret } = JSON.parse(text) as { secret: string };
      secrets.push(secret);
      return secret;
    };
    const token = await make({ name: "reader", scopes: ["read", "metrics"] });
    const screen = await make({ name: "TV", kind: "screen" });
    await logIn(program.url, "zq-typed-word");
    await ask(`screen/${screen}`);
    await ask("login/oidc");
    await program.process.line(/A login by the OpenID provider failed/);
    await ask(`screen/${screen}x`);
    await ask(`nothing/${token}`);
    await ask(`api/snapshot?token=${token}`);
    await untilChecked(program.url, token);
    const paths = [
      "",
      "metrics",
      "readyz",
      "api/snapshot",
      "api/checks",
      "api/checks.csv",
      "api/tokens",
      "api/audit",
      "api/sessions",
      "markets/coupang",
    ];
    for (const path of paths) {
      await ask(path, { headers: { cookie } });
      await ask(path, { headers: { authorization: `Bearer ${token}` } });
      await ask(path, { headers: { cookie: `mp_screen=${screen}` } });
    }
    // The words of the database name who was refused, and by what.
    await database.query("ALTER ROLE keeper PASSWORD 'another'");
    await database.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'keeper'");
    await program.process.line(/The own state cannot be used/);
    await ask("api/audit", { headers: { cookie } });
    program.process.kill("SIGTERM");
    await program.process.ended();
    told.push(["the log", program.process.output]);

    told.push(["token list", await outputOf(built, ["token", "list"], env)]);
    told.push(["bad database", await outputOf(built, ["check"], { ...env, DATABASE_URL: env.STATE_URL })]);
    await Deno.writeTextFile(
      file,
      config.replace('"redis://', '"rediss//').replace("headers: {", "headers: { a b: zq-typed-word,"),
    );
    told.push(["bad file", await outputOf(built, ["serve"], env)]);
    const { cert, key } = await untrustedCertificate();
    await Deno.writeTextFile(`${built.folder}/cert.pem`, cert);
    await Deno.writeTextFile(`${built.folder}/key.pem`, key.replace("PRIVATE KEY", "PRIVATE LOCK"));
    secrets.push(key.split("\n")[1]!);
    await Deno.writeTextFile(file, `server: { tls: { cert: cert.pem, key: key.pem } }\n`);
    told.push(["bad key", await outputOf(built, ["serve"], env)]);

    assert.ok(told.length > 40);
    for (const secret of secrets) {
      const found = told.filter(([, text]) => text.includes(secret)).map(([what, text]) =>
        `${what}: ${text.split("\n").find((line) => line.includes(secret))?.slice(0, 600)}`
      );
      assert.deepEqual(found, [], secret);
    }
  },
});

/** The cookie of a session, or of nothing when the password is wrong. */
async function logIn(url: string, password: string): Promise<string> {
  const response = await fetch(`${url}login`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", origin: new URL(url).origin },
    body: new URLSearchParams({ name: "admin", password }),
    redirect: "manual",
  });
  await response.body?.cancel();
  return response.headers.getSetCookie().find((cookie) => cookie.startsWith("mp_session_"))?.split(";")[0] ??
    "";
}

/** Waits until every market was asked, which is told over the live stream. */
async function untilChecked(url: string, token: string): Promise<void> {
  const response = await fetch(`${url}api/stream`, { headers: { authorization: `Bearer ${token}` } });
  let text = "";
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    if (["coupang", "naver", "11st", "erp"].every((market) => text.includes(`"${market}":{"status"`))) return;
  }
  assert.fail(`The stream ended: ${text}`);
}
