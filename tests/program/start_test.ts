import { comeBackAfter } from "@/lib/shared/close_codes.ts";
import assert from "node:assert/strict";
import { SocketClient } from "../support/socket_client.ts";
import { buildProgram } from "../support/program.ts";
import type { Snapshot } from "@/lib/shared/snapshot.ts";

/** Nothing listens there: the port was free a moment ago. */
const NOWHERE = "127.0.0.1:9";

Deno.test("the built program", async (test) => {
  await using built = await buildProgram();

  await test.step("demo: listens at once, then shows a living shop and checked markets", async () => {
    await using program = await built.start();
    const first = await program.snapshot();
    assert.equal(first.mode, "demo");
    await using client = await SocketClient.open(program.url.replace("http", "ws"));
    const { data } = await client.next<{ data: Snapshot }>("initial");
    assert.ok(data.sales!.today.today_orders >= 0);
    assert.equal(data.sales!.weekly_trend.length, 8);
    const { api_status } = await program.until(({ api_status }) => Object.keys(api_status).length > 0);
    for (const { probe, last_check } of Object.values(api_status)) {
      assert.equal(probe, "signed");
      assert.ok(Date.parse(last_check) > 0);
    }
    const response = await fetch(program.url, { headers: { "accept-encoding": "gzip" } });
    assert.match(response.headers.get("vary")!, /accept-encoding/i, "compressed");
    const html = await response.text();
    assert.ok(html.includes(">DEMO<"), "the page says DEMO");
  });

  await test.step("an unreachable database and Redis: starts, says so, and goes on trying", async () => {
    const env = {
      DATABASE_URL: `postgres://me:hidden-word@${NOWHERE}/shop`,
      REDIS_URL: `redis://${NOWHERE}`,
    };
    await using program = await built.start({ env });
    const { sources, sales } = await program.until(
      ({ sources }) => sources.database.state === "down" && sources.redis.state === "down",
    );
    assert.equal(sales, null);
    for (const source of [sources.database, sources.redis, sources.sales]) {
      assert.ok(source.reason?.ko && source.remedy?.ko, JSON.stringify(source));
    }
    const html = await (await fetch(program.url)).text();
    assert.ok(html.includes(sources.database.reason!.ko), "the page gives the reason");
    assert.ok(!html.includes("hidden-word") && !program.process.output.includes("hidden-word"));
    assert.equal((await fetch(`${program.url}readyz`).then((response) => response.json())).ready, false);
  });

  await test.step("a port in use: ends with what, why and the remedy", async () => {
    const taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    await using program = built.spawn({ port: taken.addr.port });
    assert.equal(await program.ended(), 1);
    taken.close();
    assert.match(program.output, /Cannot listen on 127\.0\.0\.1:\d+, another program does: .*--port/);
    assert.doesNotMatch(program.output, /\bat .*server\.js/);
  });

  await test.step("a DATABASE_URL that is none: ends before it starts, without showing it", async () => {
    await using program = built.spawn({ env: { DATABASE_URL: "hidden-word@db", LANG: "ko_KR.UTF-8" } });
    assert.equal(await program.ended(), 1);
    assert.match(program.output, /DATABASE_URL/);
    assert.match(program.output, /[가-힣]/);
    assert.ok(!program.output.includes("hidden-word"));
  });

  await test.step("an unknown flag: ends and names the nearest right one", async () => {
    await using program = built.spawn({ args: ["--prot", "80"] });
    assert.notEqual(await program.ended(), 0);
    assert.match(program.output, /--prot/);
    assert.match(program.output, /--port/);
  });

  await test.step("SIGHUP and a changed file: a good one is taken over, a bad one refused, viewers stay", async () => {
    const path = `${built.folder}/own.yaml`;
    await Deno.writeTextFile(path, "business: { revenue: gross }\n");
    await using program = await built.start({ args: ["--config", path] });
    await program.until(({ sales }) => sales?.revenue === "gross");
    await using client = await SocketClient.open(program.liveUrl, ["marketpulse.v1"]);
    await client.next("initial");

    await Deno.writeTextFile(path, "business: { revenue: nett }\n");
    await program.process.line(
      /cannot be used, the old one stays in force.*own\.yaml:1.*because|because="file".*revenue/,
    );
    program.process.kill("SIGHUP");
    await program.process.line(/because="signal".*revenue/);
    assert.equal((await program.snapshot()).sales!.revenue, "gross");

    await Deno.writeTextFile(path, "business: { revenue: net }\nserver: { base_path: /pulse }\n");
    await program.process.line(/The configuration was read again.*waits_for_restart="server"/);
    await program.until(({ sales }) => sales?.revenue === "net");
    client.send({ type: "ping" });
    await client.next("pong");
  });

  await test.step("SIGHUP: files of CREDENTIALS_DIRECTORY are read again, too", async () => {
    const [path, credentials] = [`${built.folder}/named.yaml`, `${built.folder}/credentials`];
    await Deno.mkdir(credentials);
    await Deno.writeTextFile(path, 'business: { revenue: "${REVENUE}" }\n');
    await Deno.writeTextFile(`${credentials}/REVENUE`, "gross\n");
    const env = { CREDENTIALS_DIRECTORY: credentials };
    await using program = await built.start({ args: ["--config", path], env });
    await program.until(({ sales }) => sales?.revenue === "gross");
    await Deno.writeTextFile(`${credentials}/REVENUE`, "net\n");
    program.process.kill("SIGHUP");
    await program.until(({ sales }) => sales?.revenue === "net");
    await Deno.remove(`${credentials}/REVENUE`);
    program.process.kill("SIGHUP");
    await program.process.line(/old one stays in force.*REVENUE, which is not set/);
  });

  await test.step("SIGTERM: tells sockets to come back, and ends with 0", async () => {
    await using program = await built.start();
    await using client = await SocketClient.open(program.liveUrl);
    program.process.kill("SIGTERM");
    const { code, reason } = await client.closed;
    assert.equal(code, 1001);
    assert.notEqual(comeBackAfter(reason), null, reason);
    assert.equal(await program.process.ended(), 0);
  });
});
