/** The budget of a market as it is kept by real processes: two instances, one Redis, kills and restarts. */
import assert from "node:assert/strict";
import type { ApiStatus, Snapshot } from "@/lib/shared/snapshot.ts";
import { postgresMissing, startPostgres } from "../support/postgres.ts";
import { buildProgram, type RunningProgram } from "../support/program.ts";
import { redisMissing, startRedis } from "../support/redis.ts";

const missing = postgresMissing(15) ?? redisMissing();
const KEYS = `access_key: key-0123456789, secret_key: secret-0123456789, vendor_id: A00012345`;

Deno.test({
  name: `the budget holds across instances, kills and restarts${missing ? ` (ignored: ${missing})` : ""}`,
  ignore: missing !== undefined,
  async fn() {
    let requests = 0;
    await using market = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, () => {
      requests += 1;
      return Response.json({ code: "SUCCESS", message: "", data: true });
    });
    await using postgres = await startPostgres({ major: 15 });
    await using redis = await startRedis();
    await using built = await buildProgram();
    const url = `http://127.0.0.1:${market.addr.port}`;
    const off = `{ enabled: false }`;
    await Deno.writeTextFile(
      `${built.folder}/marketpulse.yaml`,
      `interval: { checks: 10s }
self_check: { targets: [] }
markets:
  coupang: { base_url: "${url}", calls_per_hour: 4, ${KEYS} }
  naver: ${off}
  11st: ${off}
`,
    );
    const start = (name: string) =>
      built.start({
        env: {
          DATABASE_URL: postgres.url,
          REDIS_URL: redis.url,
          STATE_URL: `sqlite:${built.folder}/${name}/state.db`,
        },
      });
    const kill = async (program: RunningProgram) => {
      program.process.kill("SIGKILL");
      await program.process.ended();
    };
    // Of four calls an hour one is kept back for times without Redis.
    const first = await start("first");
    await first.until(coupang(({ budget }) => budget?.limit === 3 && budget.used >= 1));
    await using second = await start("second");
    await second.until(coupang(({ budget }) => (budget?.used ?? 0) >= 2));
    await kill(first);
    const again = await start("first");
    await again.until(coupang(({ budget }) => budget?.used === 3));
    // Both go on checking, and one is killed and started once more.
    await second.until(coupang(({ error }) => error?.includes("is spent") === true));
    await kill(again);
    await using third = await start("first");
    const { api_status } = await third.until(coupang(({ error }) => error?.includes("is spent") === true));
    assert.equal(api_status.coupang!.class, "UNKNOWN");
    assert.equal(requests, 3);
    // Without Redis nobody knows what the others send, and the share of what was kept back is less than one call.
    await redis.kill();
    await third.until(coupang(({ error }) => error?.includes("cannot be checked") === true));
    assert.equal(requests, 3);
  },
});

/** Whether the market was checked, and that came to what is wanted. */
function coupang(wanted: (status: ApiStatus) => boolean): (snapshot: Snapshot) => boolean {
  return ({ api_status: { coupang } }) => coupang !== undefined && wanted(coupang);
}
