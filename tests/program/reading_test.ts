import assert from "node:assert/strict";
import type { Snapshot } from "@/lib/shared/snapshot.ts";
import { freePort } from "../support/free_port.ts";
import { anOrder, OLD_TABLES } from "../support/old_shop.ts";
import { postgresTest } from "../support/postgres.ts";
import { buildProgram } from "../support/program.ts";

const config = (more = "") => `
interval: { metrics: 1h, checks: 60s }
self_check: { targets: [] }
markets: { coupang: { enabled: false }, naver: { enabled: false }, 11st: { enabled: false } }
${more}`;

const orders = (count: number) => ({ sales }: Snapshot) => sales?.today.today_orders === count;

/** The interval is an hour: nothing but what is tested brings a reading forward. */
postgresTest("the built program reads when it has a reason to", { major: 15 }, async (server, test) => {
  await server.query(OLD_TABLES + anOrder(1_000));
  await using built = await buildProgram();
  const write = (text: string) => Deno.writeTextFile(`${built.folder}/marketpulse.yaml`, text);
  await write(config());
  const options = { env: { DATABASE_URL: server.url }, port: freePort() };
  const command = async (...args: string[]) => {
    await using program = built.spawn({ ...options, args });
    return { code: await program.ended(), output: program.output };
  };
  let program = await built.start(options);
  try {
    await test.step("a change, once the printed triggers are there", async () => {
      await program.until(orders(1));
      await program.process.line(/Listening to the database/);
      const { code, output } = await command("check", "--print-triggers");
      assert.equal(code, 0);
      await server.query(output);
      await server.query(anOrder(1_000));
      await program.until(orders(2));
    });

    await test.step("a listener that was lost and is back", async () => {
      await server.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'marketpulse listen'",
      );
      await program.process.line(/Listening to the database was lost/);
      await server.query(anOrder(1_000));
      await program.until(orders(3));
    });

    await test.step("a big sale, also after a restart, until it is ended", async () => {
      await server.query("DROP FUNCTION marketpulse_notify() CASCADE");
      assert.match((await command("sale", "start", "1")).output, /^The big-sale mode has begun/);
      const { sale } = await program.until(({ sources }) => sources.database.interval === 1_000);
      await server.query(anOrder(1_000));
      await program.until(orders(4));
      await program[Symbol.asyncDispose]();
      program = await built.start(options);
      const after = await program.until(({ sources }) => sources.database.interval === 1_000);
      assert.deepEqual(after.sale, sale);
      await server.query(anOrder(1_000));
      await program.until(orders(5));
      assert.match((await command("sale", "stop")).output, /^The big-sale mode has ended/);
      assert.equal(
        (await program.until(({ sources }) => sources.database.interval === 3_600_000)).sale,
        null,
      );
    });

    await test.step("no reason at all while that is switched off", async () => {
      await write(config("database: { enabled: false }"));
      const { sources, sales } = await program.until(({ sources }) => sources.database.state === "down");
      assert.match(sources.database.reason!.en, /database\.enabled: false/);
      assert.equal(sales?.today.today_orders, 5, "the figures stay");
      const open = "SELECT FROM pg_stat_activity WHERE application_name LIKE 'marketpulse%'";
      assert.deepEqual(await server.query(open), []);
      assert.equal((await fetch(`${program.url}readyz`)).status, 200, "nobody waits for it");
      await server.query(anOrder(1_000));
      await write(config());
      await program.until(orders(6));
    });
  } finally {
    await program[Symbol.asyncDispose]();
  }
});
