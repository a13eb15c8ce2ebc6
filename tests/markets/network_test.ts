import assert from "node:assert/strict";
import { coupang } from "../../lib/markets/coupang.ts";
import type { Outgoing } from "../../lib/markets/allowed_request.ts";
import { MarketCheck } from "../../lib/markets/market_check.ts";
import { BODY_LIMIT, type Network, openNetwork } from "../../lib/markets/network.ts";
import type { Failed, Seen } from "../../lib/markets/seen.ts";
import type { Phases } from "../../lib/shared/snapshot.ts";
import { systemClock } from "../../lib/shared/clock.ts";
import { opensslMissing, untrustedCertificate } from "./support/certificates.ts";
import { drip, listenRaw, silent, writing } from "./support/hostile.ts";
import { KEYS, settings } from "./support/settings.ts";
import { surroundings } from "./support/surroundings.ts";
import { freePort } from "../support/free_port.ts";

const noOpenssl = await opensslMissing();
const SOON = 150;

interface World {
  readonly network: Network;
  readonly signal: AbortSignal;
}

/** A network, and a signal that ends what the test started. */
function testNetwork(name: string, run: (world: World) => Promise<void>, ignore?: string): void {
  Deno.test({
    name: ignore ? `${name} (ignored: ${ignore})` : name,
    ignore: ignore !== undefined,
    async fn() {
      const stop = new AbortController();
      const network = openNetwork();
      try {
        await run({ network, signal: stop.signal });
      } finally {
        stop.abort();
      }
    },
  });
}

/** Serves HTTP until the test ends; `finished` is awaited by {@linkcode served}. */
async function served(
  handler: (request: Request) => Response | Promise<Response>,
  run: (host: string) => Promise<void>,
  tls: { cert?: string; key?: string } = {},
): Promise<void> {
  const stop = new AbortController();
  const options = { hostname: "127.0.0.1", port: 0, signal: stop.signal, onListen: () => {}, ...tls };
  const server = Deno.serve(options as Deno.ServeTcpOptions, handler);
  try {
    await run(`127.0.0.1:${server.addr.port}`);
  } finally {
    stop.abort();
    await server.finished;
  }
}

function get(host: string, headers: Record<string, string> = {}): Outgoing {
  return { call: "status", method: "GET", url: `http://${host}/status?at=2026-01-15%2B09%3A00`, headers };
}

/** What failed and where, without the times. */
function untimed(seen: Seen): object {
  const { phases: _phases, lag: _lag, ...rest } = seen as Failed;
  return rest;
}

function peer(host: string, tls = false) {
  const [hostname, port] = host.split(":");
  return { hostname: hostname!, port: Number(port), tls };
}

testNetwork("Network.request() sends path, query and headers as they are", async ({ network, signal }) => {
  const seen: string[] = [];
  const handler = ({ url, headers }: Request) => {
    seen.push(url.slice(url.indexOf("/", 8)), headers.get("x-market")!, headers.get("user-agent")!);
    return new Response("body", { headers: { "x-answer": "yes" } });
  };
  await served(handler, async (host) => {
    const answer = await network.request(get(host, { "x-market": "KR" }), { timeout: 5_000, signal });
    assert.equal(answer.kind, "answer");
    if (answer.kind !== "answer") return;
    assert.deepEqual([answer.status, answer.headers.get("x-answer"), answer.call], [200, "yes", "status"]);
    assert.deepEqual([new TextDecoder().decode(answer.body), answer.whole], ["body", true]);
    assert.ok(answer.took > 0);
  });
  assert.deepEqual(seen, ["/status?at=2026-01-15%2B09%3A00", "KR", "MarketPulse"]);
});

Deno.test("Network.request() takes its time from the stopwatch that it was given", async () => {
  let now = 1_000;
  const network = openNetwork({ stopwatch: () => now });
  const { signal } = new AbortController();
  const handler = () => {
    now += 250.5;
    return new Response();
  };
  await served(handler, async (host) => {
    const answer = await network.request(get(host), { timeout: 5_000, signal });
    assert.equal(answer.kind === "answer" && answer.took, 250.5);
    assert.equal(answer.phases!.first_byte, 250.5);
    assert.equal(answer.kind === "answer" && answer.lag, 200.5);
  });
});

testNetwork(
  "Network tells apart where the time goes: name, connection, TLS, answer",
  async ({ signal }) => {
    const { cert, key } = await untrustedCertificate();
    const network = openNetwork({ caCerts: [cert] });
    const limits = { timeout: 5_000, signal };
    const measured = ({ dns, connect, tls, first_byte }: Phases) =>
      [dns, connect, tls, first_byte].map((ms) => ms !== null && ms >= 0);
    await served(() => new Response("fine"), async (host) => {
      const answer = await network.request({ ...get(host), url: `https://${host}/` }, limits);
      assert.equal(answer.kind, "answer", JSON.stringify(answer));
      assert.deepEqual(measured(answer.phases!), [false, true, true, true]);
      const { connect, tls, first_byte } = answer.phases!;
      assert.ok(answer.kind === "answer" && connect! + tls! + first_byte! <= answer.took);
      const handshake = await network.connect(peer(host, true), limits);
      assert.deepEqual(measured(handshake.phases!), [false, true, true, false]);
    }, { cert, key });
    await served(() => new Response("fine"), async (host) => {
      const named = { ...get(host), url: `http://localhost:${host.split(":")[1]}/` };
      const answer = await network.request(named, limits);
      assert.deepEqual(measured(answer.phases!), [true, true, false, true]);
    });
  },
  noOpenssl,
);

testNetwork("Network.request() times the wait for an answer alone", async ({ network, signal }) => {
  const asked = Promise.withResolvers<void>();
  const handler = async () => {
    asked.resolve();
    await new Promise((resolve) => setTimeout(resolve, 100));
    return new Response("late");
  };
  await served(handler, async (host) => {
    const answer = await network.request(get(host), { timeout: 5_000, signal });
    assert.ok(answer.phases!.first_byte! >= 99, JSON.stringify(answer.phases));
    assert.ok(answer.phases!.connect! < answer.phases!.first_byte!, JSON.stringify(answer.phases));
  });
});

testNetwork("Network.request() sends a form as it is, with its length", async ({ network, signal }) => {
  const seen: string[] = [];
  const handler = async (request: Request) => {
    seen.push(request.method, request.headers.get("content-length")!, await request.text());
    return new Response(null, { status: 204 });
  };
  const body = "client_id=a&client_secret_sign=%2B%2F%3D";
  await served(handler, async (host) => {
    const answer = await network.request({ ...get(host), method: "POST", body }, { timeout: 5_000, signal });
    assert.deepEqual(answer.kind === "answer" && [answer.status, answer.body.length], [204, 0]);
  });
  assert.deepEqual(seen, ["POST", String(body.length), body]);
});

testNetwork("Network.request() reads a body in chunks and a header that comes twice", async (world) => {
  const { network, signal } = world;
  await using server = listenRaw(writing(
    "HTTP/1.1 200 OK\r\nx-a: 1\r\nx-a: 2\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
  ));
  const answer = await network.request(get(server.host), { timeout: 5_000, signal });
  assert.ok(answer.kind === "answer", JSON.stringify(answer));
  assert.deepEqual([new TextDecoder().decode(answer.body), answer.headers.get("x-a")], ["abcde", "1, 2"]);
});

testNetwork("Network.request() takes no head without an end", async ({ network, signal }) => {
  await using server = listenRaw(writing(`HTTP/1.1 200 OK\r\nx-a: ${"a".repeat(100_000)}`));
  const seen = await network.request(get(server.host), { timeout: 5_000, signal });
  assert.equal(seen.kind === "failed" && seen.failure, "malformed");
});

testNetwork("Network.resolve() says whether a name has an address", async ({ network, signal }) => {
  const limits = { timeout: 5_000, signal };
  assert.equal((await network.resolve("localhost", limits)).kind, "connected");
  assert.deepEqual(untimed(await network.resolve("market.invalid", limits)), {
    kind: "failed",
    failure: "dns",
    detail: "name not resolved",
    phase: "dns",
  });
});

testNetwork("Network.request() follows no redirect", async ({ network, signal }) => {
  let asked = 0;
  const handler = () => {
    asked++;
    return new Response(null, { status: 308, headers: { location: "/status" } });
  };
  await served(handler, async (host) => {
    const answer = await network.request(get(host), { timeout: 5_000, signal });
    assert.equal(answer.kind === "answer" && answer.status, 308);
  });
  assert.equal(asked, 1);
});

testNetwork("Network.request() stops reading a body of ten megabytes", async ({ network, signal }) => {
  await served(() => new Response(new Uint8Array(10_000_000)), async (host) => {
    const answer = await network.request(get(host), { timeout: 5_000, signal });
    assert.equal(answer.kind === "answer" && answer.body.length, BODY_LIMIT);
    assert.equal(answer.kind === "answer" && answer.whole, false);
  });
});

testNetwork("Network.request() reads a body of exactly the limit whole", async ({ network, signal }) => {
  await served(() => new Response(new Uint8Array(BODY_LIMIT)), async (host) => {
    const answer = await network.request(get(host), { timeout: 5_000, signal });
    assert.equal(answer.kind === "answer" && answer.whole, true);
  });
});

testNetwork("Network.request() gives up on a body that drips", async ({ network, signal }) => {
  await using server = listenRaw(drip);
  assert.deepEqual(untimed(await network.request(get(server.host), { timeout: SOON, signal })), {
    kind: "failed",
    failure: "timeout",
    detail: "no whole answer within 150 ms",
    phase: "body",
  });
});

testNetwork("Network gives up on a server that never answers", async ({ network, signal }) => {
  await using server = listenRaw(silent);
  const limits = { timeout: SOON, signal };
  const late = (what: string) => ({ kind: "failed", failure: "timeout", detail: `${what} within 150 ms` });
  const request = await network.request(get(server.host), limits);
  assert.deepEqual(untimed(request), { ...late("no answer"), phase: "first_byte" });
  const handshake = await network.connect(peer(server.host, true), limits);
  assert.deepEqual(untimed(handshake), { ...late("no TLS handshake"), phase: "tls" });
});

testNetwork("Network.request() says when the connection is cut", async ({ network, signal }) => {
  const cut = { kind: "failed", failure: "reset", detail: "connection cut" };
  const limits = { timeout: 5_000, signal };
  await using closing = listenRaw(() => {});
  assert.deepEqual(untimed(await network.request(get(closing.host), limits)), {
    ...cut,
    phase: "first_byte",
  });
  await using halving = listenRaw(writing("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nabc"));
  assert.deepEqual(untimed(await network.request(get(halving.host), limits)), { ...cut, phase: "body" });
});

testNetwork("Network.request() says when the answer is no HTTP", async ({ network, signal }) => {
  await using server = listenRaw(writing("SSH-2.0-OpenSSH_9.2\r\n\r\n"));
  const seen = await network.request(get(server.host), { timeout: 5_000, signal });
  assert.deepEqual(untimed(seen), {
    kind: "failed",
    failure: "malformed",
    detail: "answer is no HTTP",
    phase: "first_byte",
  });
});

testNetwork("Network says when nobody listens and when a name is unknown", async ({ network, signal }) => {
  const limits = { timeout: 5_000, signal };
  const refused = { kind: "failed", failure: "refused", detail: "connection refused", phase: "connect" };
  const host = `127.0.0.1:${freePort()}`;
  assert.deepEqual(untimed(await network.request(get(host), limits)), refused);
  assert.deepEqual(untimed(await network.connect(peer(host), limits)), refused);
  const unknown = { kind: "failed", failure: "dns", detail: "name not resolved", phase: "dns" };
  assert.deepEqual(untimed(await network.request(get("market.invalid:80"), limits)), unknown);
  assert.deepEqual(untimed(await network.connect(peer("market.invalid:443", true), limits)), unknown);
});

testNetwork("Network says when there is no TLS where it should be", async ({ network, signal }) => {
  await using server = listenRaw(writing("HTTP/1.1 400 Bad Request\r\n\r\n"));
  const limits = { timeout: 5_000, signal };
  const none = { kind: "failed", failure: "tls", detail: "no TLS", phase: "tls" };
  const outgoing = { ...get(server.host), url: `https://${server.host}/` };
  assert.deepEqual(untimed(await network.request(outgoing, limits)), none);
  assert.deepEqual(untimed(await network.connect(peer(server.host, true), limits)), none);
});

testNetwork("Network trusts no certificate that nobody signed", async ({ network, signal }) => {
  const untrusted = {
    kind: "failed",
    failure: "certificate",
    detail: "certificate not trusted: UnknownIssuer",
    phase: "tls",
  };
  const limits = { timeout: 5_000, signal };
  await served(() => new Response("fine"), async (host) => {
    const outgoing = { ...get(host), url: `https://${host}/` };
    assert.deepEqual(untimed(await network.request(outgoing, limits)), untrusted);
    assert.deepEqual(untimed(await network.connect(peer(host, true), limits)), untrusted);

    const options = settings({ ...KEYS.coupang, base_url: `https://${host}` });
    const check = new MarketCheck(coupang, { options, ...surroundings({ network, clock: systemClock }) });
    const { class: seen, status, error, remedy } = await check.run(signal);
    assert.deepEqual([seen, status, error], ["DOWN", "error", "certificate not trusted: UnknownIssuer"]);
    assert.match(remedy!.ko, /인증서/);
  }, await untrustedCertificate());
}, noOpenssl);

testNetwork(
  "Network.request() sends nothing when a header has what none may have",
  async ({ network, signal }) => {
    let asked = 0;
    await served(() => new Response(`${asked++}`), async (host) => {
      for (const key of ["secret\nkey", "비밀"]) {
        const seen = await network.request(get(host, { openapikey: key }), { timeout: 5_000, signal });
        assert.deepEqual(untimed(seen), {
          kind: "failed",
          failure: "unsendable",
          detail: "a header cannot be sent",
        });
      }
    });
    assert.equal(asked, 0);
  },
);

testNetwork(
  "Network.connect() opens and closes a connection and asks nothing",
  async ({ network, signal }) => {
    const received = Promise.withResolvers<number | null>();
    const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    void (async () => {
      using connection = await listener.accept();
      received.resolve(await connection.read(new Uint8Array(10)));
    })();
    const seen = await network.connect({ hostname: "127.0.0.1", port: listener.addr.port, tls: false }, {
      timeout: 5_000,
      signal,
    });
    assert.equal(seen.kind, "connected");
    assert.equal(await received.promise, null);
    listener.close();
  },
);

testNetwork("Network throws the caller's reason when the caller aborts", async ({ network }) => {
  const stop = new AbortController();
  const reason = new Error("Stopped by the test");
  await using server = listenRaw((connection) => {
    stop.abort(reason);
    return silent(connection);
  });
  const limits = { timeout: 5_000, signal: stop.signal };
  await assert.rejects(network.request(get(server.host), limits), (error) => error === reason);
  await assert.rejects(network.request(get(server.host), limits), (error) => error === reason);
  await assert.rejects(network.connect(peer(server.host), limits), (error) => error === reason);
});
