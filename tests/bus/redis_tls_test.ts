/** A real Redis that speaks TLS, with a certificate of a private authority. */
import assert from "node:assert/strict";
import { SharedCalls } from "@/lib/budget/shared_calls.ts";
import { connectRedis } from "@/lib/bus/redis_connection.ts";
import { redisTrouble } from "@/lib/bus/redis_trouble.ts";
import { checkRedis } from "@/lib/check/check_redis.ts";
import { systemClock } from "@/lib/shared/clock.ts";
import { makeAuthority } from "../support/certificates.ts";
import { freePort } from "../support/free_port.ts";
import { redisMissing, startRedis } from "../support/redis.ts";

const PASSWORD = "geheim+/=%";

interface Secured {
  readonly folder: string;
  readonly ca: string;
  /** `rediss://`, of an ACL user who may do what our own remedy names. */
  readonly url: string;
}

function tlsTest(name: string, names: string[], run: (secured: Secured) => Promise<void>): void {
  const missing = redisMissing();
  Deno.test({
    name: missing ? `${name} (ignored: ${missing})` : name,
    ignore: missing !== undefined,
    // Deno 2.4 keeps a TLS connection open that is destroyed before its handshake has ended, and its timer.
    sanitizeResources: !Deno.version.deno.startsWith("2.4."),
    sanitizeOps: !Deno.version.deno.startsWith("2.4."),
    async fn() {
      const folder = await Deno.makeTempDir({ prefix: "marketpulse_tls_" });
      try {
        const { ca, issue } = await makeAuthority(folder);
        const { cert, key } = await issue("redis", names);
        const port = freePort();
        await using server = await startRedis({
          settings: [
            ...["--tls-port", `${port}`, "--tls-cert-file", cert, "--tls-key-file", key],
            ...["--tls-ca-cert-file", ca, "--tls-auth-clients", "no"],
          ],
        });
        const rights = [
          "~api_status:*",
          "~marketpulse:*",
          "+ping",
          "+@read",
          "+@write",
          "+@scripting",
          "+time",
        ];
        await server.cli("ACL", "SETUSER", "pulse", "on", `>${PASSWORD}`, ...rights);
        await server.cli("ACL", "SETUSER", "default", "off");
        await run({ folder, ca, url: `rediss://pulse:${encodeURIComponent(PASSWORD)}@localhost:${port}` });
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    },
  });
}

async function troubleOf(url: string, ca?: string): Promise<string> {
  const connected = connectRedis(url, { limit: 3_000, ca });
  const error = await connected.then(() => null, (error) => error);
  assert.ok(error, "It connected");
  return redisTrouble(error).reason.en;
}

const SERVED = ["DNS:localhost", "IP:127.0.0.1"];

tlsTest(
  "an ACL user is let in over TLS that was verified by redis.ca, by name and by address",
  SERVED,
  async (secured) => {
    const { url, ca } = secured;
    for (const address of [url, url.replace("localhost", "127.0.0.1")]) {
      const connection = await connectRedis(address, { limit: 3_000, ca });
      assert.equal(await connection.run((client) => client.ping()), "PONG");
      connection.close();
    }
    const { grade, message } = await checkRedis({ url, ca, shop: "shop" });
    assert.equal(grade, "ok", message.en);
    using calls = new SharedCalls({ url, ca, clock: systemClock, instance: () => Promise.resolve("one") });
    const { taken } = await calls.look("coupang", { limit: 1, own: [], id: "a" });
    assert.equal(taken, true);
  },
);

tlsTest(
  "a certificate that nobody vouches for is refused, and the remedy names redis.ca",
  SERVED,
  async ({ url, folder }) => {
    assert.equal(await troubleOf(url), "No TLS connection to Redis can be made");
    const other = await Deno.makeTempDir({ dir: folder });
    const stranger = await makeAuthority(other);
    assert.equal(await troubleOf(url, stranger.ca), "No TLS connection to Redis can be made");
    const { remedy } = await checkRedis({ url, shop: "shop" });
    assert.match(remedy!.ko, /redis\.ca/);
    assert.match(
      await troubleOf(url, `${folder}/none.crt`),
      /file of certificates that redis\.ca names cannot be read/,
    );
  },
);

tlsTest("a certificate of another host is refused", ["DNS:other.example"], async ({ url, ca }) => {
  assert.equal(await troubleOf(url, ca), "No TLS connection to Redis can be made");
});
