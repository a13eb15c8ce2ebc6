import assert from "node:assert/strict";
import { coupang } from "../../lib/markets/coupang.ts";
import { MarketCheck } from "../../lib/markets/market_check.ts";
import { openNetwork } from "../../lib/markets/network.ts";
import { proxyFor } from "../../lib/markets/proxy.ts";
import { REMEDIES } from "../../lib/markets/texts.ts";
import { systemClock } from "../../lib/shared/clock.ts";
import { run as runOwn } from "../checks/own_checks.ts";
import { freePort } from "../support/free_port.ts";
import { opensslMissing, untrustedCertificate } from "./support/certificates.ts";
import { KEYS, settings } from "./support/settings.ts";
import { surroundings } from "./support/surroundings.ts";

const missing = await opensslMissing();
const PROXY = { url: "http://user:p%40ss@proxy.example:3128", except: "" };
const peer = (hostname: string, tls = true) => ({ hostname, port: 443, tls });

Deno.test("proxyFor() sends TLS through the proxy, and nothing to this machine or to names that are excepted", () => {
  const proxy = { hostname: "proxy.example", port: 3128, authorization: `Basic ${btoa("user:p@ss")}` };
  assert.deepEqual(proxyFor(peer("api.example"), PROXY), proxy);
  assert.equal(proxyFor(peer("api.example"), { url: "", except: "" }), undefined);
  assert.equal(proxyFor(peer("api.example", false), PROXY), undefined);
  for (const own of ["localhost", "shop.localhost", "127.0.0.1", "127.8.9.1", "::1"]) {
    assert.equal(proxyFor(peer(own), PROXY), undefined, own);
  }
  const except = { ...PROXY, except: "shop.example, .intern.example,*.other.example,10.1.2.3" };
  for (
    const name of ["shop.example", "www.shop.example", "a.intern.example", "b.other.example", "10.1.2.3"]
  ) {
    assert.equal(proxyFor(peer(name), except), undefined, name);
  }
  assert.deepEqual(proxyFor(peer("myshop.example"), except), proxy);
  assert.equal(proxyFor(peer("api.example"), { ...PROXY, except: "*" }), undefined);
  assert.equal(proxyFor(peer("api.example"), { url: "http://[::1]", except: "" })!.hostname, "::1");
});

/** A proxy that opens tunnels, whatever name is asked for, to `target`, or refuses; `seen` are the heads that came. */
function startProxy(target: number, status = "200 Connection established") {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const seen: string[] = [];
  const open = new Set<Deno.Conn>();
  async function serve(client: Deno.TcpConn): Promise<void> {
    open.add(client);
    const buffer = new Uint8Array(4096);
    const length = await client.read(buffer);
    seen.push(new TextDecoder().decode(buffer.subarray(0, length ?? 0)));
    await client.write(new TextEncoder().encode(`HTTP/1.1 ${status}\r\nVia: test\r\n\r\n`));
    if (!status.startsWith("2")) return client.close();
    const market = await Deno.connect({ hostname: "127.0.0.1", port: target });
    open.add(market);
    await Promise.all([
      client.readable.pipeTo(market.writable),
      market.readable.pipeTo(client.writable),
    ]);
  }
  const accepting = (async () => {
    const serving: Promise<void>[] = [];
    for await (const client of listener) serving.push(serve(client).catch(() => {}));
    await Promise.all(serving);
  })();
  return {
    url: `http://user:secret@127.0.0.1:${listener.addr.port}`,
    seen,
    async [Symbol.asyncDispose]() {
      listener.close();
      for (const connection of open) {
        try {
          connection.close();
        } catch {
          // Its other end closed it.
        }
      }
      await accepting;
    },
  };
}

/** A market that speaks TLS as `market.test`, which is a name that only a proxy can find. */
async function withMarket(run: (market: { port: number; cert: string }) => Promise<void>): Promise<void> {
  const { cert, key } = await untrustedCertificate("market.test");
  const stop = new AbortController();
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, cert, key, signal: stop.signal, onListen: () => {} },
    () => Response.json({ code: "SUCCESS" }),
  );
  try {
    await run({ port: server.addr.port, cert });
  } finally {
    stop.abort();
    await server.finished;
  }
}

async function check(proxy: string, caCerts: readonly string[] = [], timeout = 5_000) {
  const network = openNetwork({ caCerts, proxy: { url: proxy, except: "" } });
  const options = settings({ ...KEYS.coupang, base_url: "https://market.test", timeout });
  const around = surroundings({ network, clock: systemClock, targets: ["127.0.0.1:9"] });
  return await new MarketCheck(coupang, { options, ...around }).run(new AbortController().signal);
}

const ignore = missing !== undefined;

Deno.test({
  name: "a market is checked through a proxy, whose tunnel keeps the certificate's proof and the times",
  ignore,
  async fn() {
    await withMarket(async ({ port, cert }) => {
      await using proxy = startProxy(port);
      const result = await check(proxy.url, [cert]);
      assert.deepEqual([result.class, result.status_code, result.error], ["UP", 200, null]);
      const { dns, connect, tls, first_byte } = result.phases!;
      assert.deepEqual([dns, connect! > 0, tls! > 0, first_byte! > 0], [null, true, true, true]);
      const [head] = proxy.seen;
      assert.match(head!, /^CONNECT market\.test:443 HTTP\/1\.1\r\nHost: market\.test:443\r\n/);
      assert.match(head!, new RegExp(`Proxy-Authorization: Basic ${btoa("user:secret")}\r\n`));
      const untrusted = await check(proxy.url);
      assert.deepEqual([untrusted.class, untrusted.error], [
        "DOWN",
        "certificate not trusted: UnknownIssuer",
      ]);
    });
  },
});

Deno.test("a proxy that refuses or is not there is our own fault and no market's", async () => {
  await using refusing = startProxy(0, "407 Proxy Authentication Required");
  const refused = await check(refusing.url);
  assert.deepEqual([refused.class, refused.error], ["SELF_OFFLINE", "proxy: HTTP 407"]);
  assert.match(refused.remedy!.ko, /proxy\.url/);
  assert.match(refused.reason!.ko, /프록시/);
  for (const url of [`http://127.0.0.1:${freePort()}`, "http://proxy.invalid:3128"]) {
    const gone = await check(url);
    assert.deepEqual([gone.class, gone.error], ["SELF_OFFLINE", "proxy: not reachable"]);
  }
});

/** Takes connections and says nothing. */
function startSilence() {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const open: Deno.Conn[] = [];
  const accepting = (async () => {
    for await (const client of listener) open.push(client);
  })();
  return {
    url: `http://127.0.0.1:${listener.addr.port}`,
    async [Symbol.asyncDispose]() {
      listener.close();
      await accepting;
      for (const client of open) client.close();
    },
  };
}

Deno.test("a proxy that opens no tunnel in time is our own fault, and what it did not do is said", async () => {
  await using silent = startSilence();
  const result = await check(silent.url, [], 300);
  assert.deepEqual([result.class, result.error], ["SELF_OFFLINE", "proxy: no tunnel within 300 ms"]);
  assert.match(result.remedy!.ko, /proxy\.url/);
  assert.match(result.reason!.ko, /프록시/);
  assert.equal(result.phases!.first_byte, null);
});

Deno.test("an own check that the proxy lets not through is told to look at the proxy", async () => {
  const network = openNetwork({ proxy: { url: `http://127.0.0.1:${freePort()}`, except: "" } });
  const result = await runOwn("{ name: 자사몰, type: http, target: https://shop.example }", { network });
  assert.equal(result.class, "SELF_OFFLINE");
  assert.deepEqual(result.remedy, REMEDIES.ownProxy);
});

Deno.test({
  name: "an own check of TLS reads the certificate through the proxy, too",
  ignore,
  async fn() {
    await withMarket(async ({ port, cert }) => {
      await using server = startProxy(port);
      const proxy = { url: server.url, except: "" };
      const network = openNetwork({ caCerts: [cert], proxy });
      const check = "{ name: shop, type: tls, target: 'market.test:443', expect: { days: 3, min_days: 0 } }";
      const result = await runOwn(check, { network, proxy });
      assert.deepEqual([result.class, server.seen.length], ["UP", 2]);
      assert.match(result.error!, /^certificate expires (within a|in 1) day$/);
    });
  },
});
