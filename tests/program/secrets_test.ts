/** Secrets go in by every way there is, and come out by none: not in the log at its most talkative, not in an answer. */
import assert from "node:assert/strict";
import { startPostgres } from "../support/postgres.ts";
import { buildProgram } from "../support/program.ts";
import { startRedis } from "../support/redis.ts";
import { SocketClient } from "../support/socket_client.ts";

/** Each a word that nothing else contains. */
const SECRETS = {
  COUPANG_ACCESS_KEY: "zq-coupang-access",
  COUPANG_SECRET_KEY: "zq-coupang-secret",
  NAVER_CLIENT_ID: "zq-naver-client",
  NAVER_CLIENT_SECRET: "$2a$04$zqnaversecretzqnaverse",
  ELEVENST_API_KEY: "zq-elevenst-key",
};
const REDIS_PASSWORD = "zq-redis-word";
const DATABASE_PASSWORD = "zq-database-word";
const WORDS = [...Object.values(SECRETS), REDIS_PASSWORD, DATABASE_PASSWORD, "zq-token"];

/** Nobody answers there, so that every failure has its say in the log. */
const CONFIG = `
self_check: { targets: [] }
interval: { metrics: 500ms }
proxy: { url: "http://user:zq-token@127.0.0.1:9" }
markets:
  coupang: { base_url: "https://market.invalid" }
  naver: { base_url: "http://127.0.0.1:9" }
  11st: { base_url: "http://127.0.0.1:9" }
`;

const ADDRESSES = [
  "",
  "healthz",
  "readyz",
  "metrics",
  "api/snapshot",
  "api/checks",
  "api/nothing",
  "markets/coupang",
];

Deno.test("the built program tells no secret, in its log or in its answers", async () => {
  await using built = await buildProgram();
  await using database = await startPostgres({ major: 15 });
  await using redis = await startRedis({ password: REDIS_PASSWORD });
  await database.query(`CREATE ROLE reader LOGIN PASSWORD '${DATABASE_PASSWORD}'`);
  await Deno.writeTextFile(`${built.folder}/marketpulse.yaml`, CONFIG);
  const env = {
    ...SECRETS,
    DATABASE_URL: `postgres://reader:${DATABASE_PASSWORD}@127.0.0.1:${database.port}/postgres`,
    REDIS_URL: redis.url,
    LOG_LEVEL: "debug",
    LOG_ACCESS: "all",
    LOG_FORMAT: "json",
  };
  const answers: string[] = [];
  await using program = await built.start({ env });
  const ask = async () => {
    for (const path of ADDRESSES) {
      const response = await fetch(`${program.url}${path}?token=zq-token&key=zq-token`, {
        headers: {
          authorization: "Bearer zq-token",
          cookie: "session=zq-token",
          "x-forwarded-for": "zq-token",
        },
      });
      answers.push(await response.text());
    }
  };
  await ask();
  await program.until(({ sources }) => sources.redis.state === "ok" && sources.database.state === "ok");
  await using live = await SocketClient.open(`${program.liveUrl}?token=zq-token`, ["marketpulse.v1"]);
  answers.push(JSON.stringify(await live.next("initial")));
  // Both go: what is then said of them names addresses and users, and no password.
  await redis.kill();
  await database.kill();
  answers.push(
    JSON.stringify(
      await program.until(({ sources }) =>
        sources.redis.state === "down" && sources.database.state === "down" &&
        sources.checks.state !== "unknown"
      ),
    ),
  );
  await ask();
  await Deno.writeTextFile(`${built.folder}/marketpulse.yaml`, CONFIG.replace("500ms", "zq-token"));
  program.process.kill("SIGHUP");
  await program.process.line(/old one stays in force/);
  program.process.kill("SIGTERM");
  assert.equal(await program.process.ended(), 0);

  const log = program.process.output;
  assert.match(log, /"message":"Answered".*"path":"\/api\/checks"/);
  const config = "interval.metrics";
  for (const word of WORDS) {
    // A wrong value of a key that is no secret is shown, to be recognised.
    const lines = log.split("\n").filter((line) => line.includes(word) && !line.includes(config));
    assert.deepEqual(lines, [], word);
    assert.deepEqual(answers.filter((answer) => answer.includes(word)), [], word);
  }
});
