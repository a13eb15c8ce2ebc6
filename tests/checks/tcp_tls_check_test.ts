import assert from "node:assert/strict";
import type { Clock } from "@/lib/shared/clock.ts";
import { openNetwork } from "@/lib/markets/network.ts";
import { listenRaw, silent, writing } from "../markets/support/hostile.ts";
import { openAuthority, opensslMissing } from "../markets/support/certificates.ts";
import { freePort } from "../support/free_port.ts";
import { assertResult, run } from "./own_checks.ts";

/** Speaks first, as mail servers do. */
async function greeting(run: (host: string) => Promise<void>): Promise<void> {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const serving = (async () => {
    for await (const connection of listener) {
      await connection.write(new TextEncoder().encode("220 mail.shop.example ready\r\n"));
      connection.close();
    }
  })();
  await run(`127.0.0.1:${listener.addr.port}`).finally(() => listener.close());
  await serving;
}

Deno.test("a check of TCP is content with a connection", () =>
  greeting(async (host) => {
    const result = await run(`{ name: mail, type: tcp, target: "${host}" }`);
    assertResult(result, { class: "UP", status: "healthy", error: null });
    assert.equal(typeof result.response_time, "number");
  }));

Deno.test("a check of TCP reads what it is greeted with", () =>
  greeting(async (host) => {
    const check = (banner: string) =>
      run(`{ name: mail, type: tcp, target: "${host}", expect: { banner: "${banner}" } }`);
    assertResult(await check("220 "), { class: "UP", error: null });
    assertResult(await check("/^220 .*ready/"), { class: "UP", error: null });
    assertResult(await check("554 "), {
      class: "DOWN",
      status: "error",
      error: "what came is not as expected",
    });
  }));

Deno.test("a check of TCP sends first where it is told to", async () => {
  await using server = listenRaw(writing("+PONG\r\n"));
  const check =
    `{ name: cache, type: tcp, target: "${server.host}", send: "PING\\r\\n", expect: { banner: "+PONG" } }`;
  assertResult(await run(check), { class: "UP", error: null });
});

Deno.test("a check of TCP by which our own event loop stood still says nothing of the other side", async () => {
  await using server = listenRaw(async (connection) => {
    const until = performance.now() + 300;
    while (performance.now() < until);
    await writing("+PONG\r\n")(connection);
  });
  const check = `{ name: cache, type: tcp, target: "${server.host}", send: x, expect: { banner: "+PONG" } }`;
  assertResult(await run(check), { class: "UNKNOWN", error: /^void: our own event loop was \d+ ms late$/ });
});

Deno.test("a check of TCP gives up in time, and says which step took too long", async () => {
  await using server = listenRaw(silent);
  const check =
    `{ name: cache, type: tcp, target: "${server.host}", send: x, expect: { banner: y }, timeout: 200ms, slow: 100ms }`;
  assertResult(await run(check), { class: "DOWN", status: "timeout", error: "no answer within 200 ms" });
  const nobody = `{ name: cache, type: tcp, target: "127.0.0.1:${freePort()}" }`;
  assertResult(await run(nobody), { class: "DOWN", status: "error", error: /refused/ });
});

Deno.test("a check of what is on the internet asks whether we are offline, one of our own network does not", async () => {
  const network = openNetwork();
  const asked: string[] = [];
  const offline = {
    ...network,
    connect: ({ hostname }: { hostname: string }) => {
      asked.push(hostname);
      return Promise.resolve({ kind: "failed", failure: "unreachable", detail: "not reachable" } as const);
    },
  };
  const at = (target: string) =>
    run(`{ name: a, type: tcp, target: "${target}" }`, { network: offline, targets: ["1.1.1.1:53"] });
  assert.equal((await at("shop.example.com:443")).class, "SELF_OFFLINE");
  assert.deepEqual(asked.splice(0), ["shop.example.com", "1.1.1.1"]);
  for (const near of ["10.0.0.7:5432", "192.168.0.9:22", "[fd00::1]:22", "database:5432", "nas.local:445"]) {
    assert.equal((await at(near)).class, "DOWN");
    assert.equal(asked.splice(0).length, 1, near);
  }
});

const missing = await opensslMissing();
const DAY = 86_400_000;

for (const version of ["1.2", "1.3"]) {
  Deno.test({
    name: `a check of TLS ${version} knows how long the certificate is valid${
      missing ? ` (ignored: ${missing})` : ""
    }`,
    ignore: missing !== undefined,
    async fn() {
      await using authority = await openAuthority();
      await using server = await serveTls(await authority.issue("127.0.0.1"), version);
      const network = openNetwork({ caCerts: [await Deno.readTextFile(authority.file)] });
      const check = (expect: string, clock?: Clock) =>
        run(`{ name: cert, type: tls, target: "${server.host}", expect: { ${expect} } }`, { network, clock });
      // It is issued for one day.
      assertResult(await check("days: 0"), { class: "UP", status: "healthy", error: null });
      assertResult(await check("days: 30"), {
        class: "UP",
        status: "degraded",
        error: "certificate expires within a day",
      });
      assertResult(await check("min_days: 7"), {
        class: "DOWN",
        status: "error",
        error: "certificate expires within a day",
      });
      const before: Clock = { now: () => Date.now() - 20 * DAY };
      assertResult(await check("days: 21", before), {
        class: "UP",
        status: "degraded",
        error: "certificate expires in 20 days",
      });
      assertResult(await check("days: 20", before), { class: "UP", status: "healthy", error: null });
    },
  });
}

Deno.test({
  name: `a check of TLS refuses a certificate that is wrong${missing ? ` (ignored: ${missing})` : ""}`,
  ignore: missing !== undefined,
  async fn() {
    await using authority = await openAuthority();
    const network = openNetwork({ caCerts: [await Deno.readTextFile(authority.file)] });
    const wrong = [
      await authority.issue("shop.example.com"),
      await authority.issue("127.0.0.1", { expired: true }),
    ];
    for (const certificate of wrong) {
      await using server = await serveTls(certificate, "1.3");
      const result = await run(`{ name: cert, type: tls, target: "${server.host}" }`, { network });
      assertResult(result, { class: "DOWN", status: "error", error: /certificate/ });
    }
  },
});

Deno.test("a check of TLS says so when there is none", () =>
  greeting(async (host) => {
    const result = await run(`{ name: cert, type: tls, target: "${host}", timeout: 1s, slow: 500ms }`);
    assertResult(result, { class: "DOWN", error: /TLS|cut/ });
  }));

/** A server that speaks one version of TLS only. */
async function serveTls(
  { cert, key }: { cert: string; key: string },
  version: string,
): Promise<AsyncDisposable & { host: string }> {
  const folder = await Deno.makeTempDir({ prefix: "marketpulse_tls_" });
  await Deno.writeTextFile(`${folder}/cert.pem`, cert);
  await Deno.writeTextFile(`${folder}/key.pem`, key);
  const host = `127.0.0.1:${freePort()}`;
  const process = new Deno.Command("openssl", {
    args: [
      "s_server",
      "-accept",
      host,
      "-cert",
      `${folder}/cert.pem`,
      "-key",
      `${folder}/key.pem`,
      `-tls${version.replace(".", "_")}`,
    ],
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const output = process.stdout.getReader();
  for (let text = ""; !text.includes("ACCEPT");) {
    text += new TextDecoder().decode((await output.read()).value);
  }
  return {
    host,
    async [Symbol.asyncDispose]() {
      process.kill("SIGKILL");
      await process.stdin.close().catch(() => {});
      await output.cancel();
      await process.status;
      await Deno.remove(folder, { recursive: true });
    },
  };
}
