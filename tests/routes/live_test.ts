import assert from "node:assert/strict";
import { paceLive } from "@/lib/web/pace_live.ts";
import { Sessions } from "@/lib/live/sessions.ts";
import { comeBackAfter } from "@/lib/shared/close_codes.ts";
import { PROTOCOL_V1 } from "@/lib/shared/protocol.ts";
import { deliveries } from "../live/fakes.ts";
import { SocketClient } from "../support/socket_client.ts";
import { buildRoutes, listen } from "../support/test_app.ts";
import { openTestServices, type TestServicesOptions } from "../support/test_services.ts";

const open = await buildRoutes();

const upgradeTo = (path: string) =>
  new Request(`http://127.0.0.1:8765${path}`, { headers: { upgrade: "websocket" } });

async function serve(options: TestServicesOptions = {}) {
  const parts = await openTestServices(options);
  return { ...parts, server: listen(open(parts.services)) };
}

Deno.test("WebSocket without a subprotocol: initial, update each interval, pong, on / and on /ws", async () => {
  const { hub, sessions, clock, server } = await serve();
  await using _ = server;
  hub.publish(deliveries(clock));
  for (const path of ["/", "/ws"]) {
    await using client = await SocketClient.open(`ws://${server.host}${path}`);
    const initial = await client.next<{ data: { sales: { today: { today_orders: number } } } }>("initial");
    assert.equal(initial.data.sales.today.today_orders, 3);
    client.send({ type: "subscribe", topic: "sales" });
    client.send({ type: "ping" });
    await client.next("pong");
    clock.advance(5_000);
    sessions.tick();
    await client.next("update");
  }
});

Deno.test("WebSocket marketpulse.v1: initial, then patches, then the rest after a resume", async () => {
  const { hub, clock, server } = await serve();
  await using _ = server;
  hub.publish(deliveries(clock));
  {
    await using client = await SocketClient.open(`ws://${server.host}/ws`, [PROTOCOL_V1]);
    assert.equal(client.protocol, PROTOCOL_V1);
    const initial = await client.next("initial");
    assert.deepEqual([initial.seq, initial.epoch], [1, "epoch-1"]);
    hub.publish(deliveries(clock, 4));
    assert.equal((await client.next("patch")).seq, 2);
  }
  hub.publish(deliveries(clock, 5));
  await using client = await SocketClient.open(`ws://${server.host}/ws`, ["other", PROTOCOL_V1]);
  client.send({ type: "resume", epoch: "epoch-1", seq: 2 });
  const first = await client.next("initial", "patch");
  assert.deepEqual([first.type, first.seq], ["patch", 3]);
});

Deno.test("WebSocket of a foreign page is refused and told how to be allowed, an allowed one is let in", async () => {
  const { services } = await openTestServices({ server: { allowed_origins: ["https://shop.example.com"] } });
  const handler = open(services);
  const upgrade = (origin: string) =>
    handler(
      new Request("http://127.0.0.1:8765/ws", {
        headers: { upgrade: "websocket", connection: "Upgrade", origin },
      }),
    );
  const refused = await upgrade("https://evil.test");
  assert.equal(refused.status, 403);
  assert.match((await refused.json()).error.message.en, /evil\.test.*allowed_origins/);
});

Deno.test("WebSocket over the limit of clients is refused with reason and time, in all and per address", async () => {
  for (
    const [server, status, code] of [
      [{ max_clients: 1 }, 503, "full"],
      [{ max_clients_per_address: 1 }, 429, "full_for_address"],
    ] as const
  ) {
    const parts = await serve({ server });
    await using _ = parts.server;
    await using _client = await SocketClient.open(`ws://${parts.server.host}/ws`);
    const response = await fetch(`http://${parts.server.host}/healthz`);
    assert.equal(await response.text(), "ok");
    await assert.rejects(SocketClient.open(`ws://${parts.server.host}/ws`));
    for (const path of ["/ws", "/api/stream"]) {
      const refused = await fetch(`http://${parts.server.host}${path}`);
      const { error } = await refused.json();
      const retryAfter = Number(refused.headers.get("retry-after"));
      assert.deepEqual([refused.status, error.code], [status, code], path);
      assert.equal(retryAfter >= 15 && retryAfter <= 30, true, `${retryAfter}`);
      assert.match(error.message.en, new RegExp(`^Cannot connect: .* in ${retryAfter} s`));
    }
    assert.equal(parts.sessions.size, 1);
  }
});

Deno.test("A crowd is let in little by little, and what is too much of it refused as busy", async () => {
  const { hub, clock } = await openTestServices();
  const timers: (() => void)[] = [];
  const sessions = new Sessions({
    hub,
    clock,
    stopwatch: clock,
    interval: () => 5_000,
    maxClients: 10,
    maxClientsPerAddress: 0,
    after: (_, run) => void timers.push(run),
  });
  let served = 0;
  const handler = paceLive(() => {
    served += 1;
    return new Response(null, { status: 204 });
  }, sessions);
  const ask = () =>
    Promise.resolve(handler(upgradeTo("/ws"), undefined as never)).then(({ status }) => status);
  const answers = Array.from({ length: 5_050 }, ask);
  assert.equal(served, 50, "at once");
  const refused = await handler(upgradeTo("/"), undefined as never);
  const { error } = await refused.json();
  assert.deepEqual([refused.status, error.code], [503, "busy"]);
  assert.equal(Number(refused.headers.get("retry-after")) >= 5, true);
  const page = await handler(new Request("http://127.0.0.1:8765/"), undefined as never);
  assert.equal(page.status, 204, "who wants the page only does not wait");
  const waves: number[] = [];
  while (timers.length > 0) {
    const before = served;
    timers.shift()!();
    await Promise.resolve();
    await Promise.resolve();
    waves.push(served - before);
  }
  assert.deepEqual([waves.length, ...new Set(waves)], [100, 50]);
  assert.deepEqual([...new Set(await Promise.all(answers))], [204]);
});

Deno.test("A place that was reserved for a request that is no upgrade is free again", async () => {
  const { services, sessions } = await openTestServices({ server: { max_clients: 1 } });
  const response = await open(services)(new Request("http://127.0.0.1:8765/ws"));
  assert.equal(response.status, 400);
  assert.equal(sessions.reserve("a"), undefined);
});

Deno.test("WebSocket whose address names its state gets what it missed, without a word", async () => {
  const { hub, clock, server } = await serve();
  await using _ = server;
  hub.publish(deliveries(clock));
  hub.publish(deliveries(clock, 4));
  await using client = await SocketClient.open(`ws://${server.host}/ws?epoch=epoch-1&seq=1`, [PROTOCOL_V1]);
  const first = await client.next("initial", "patch");
  assert.deepEqual([first.type, first.seq], ["patch", 2]);
});

Deno.test("WebSocket that goes on sending learns why it is closed", async () => {
  const { sessions, clock, server } = await serve();
  await using _ = server;
  await using client = await SocketClient.open(`ws://${server.host}/ws`, [PROTOCOL_V1]);
  for (let message = 0; message < 2_000; message++) client.send("{");
  for (let fault = 0; fault < 5; fault++) await client.next("error");
  const timer = setInterval(() => {
    clock.advance(1_000);
    sessions.tick();
  }, 50);
  try {
    const { code, reason } = await client.closed;
    assert.deepEqual([code, reason], [1008, "too many malformed messages"]);
  } finally {
    clearInterval(timer);
  }
});

Deno.test("GET /ws without an upgrade is 400", async () => {
  const { services } = await openTestServices();
  const response = await open(services)(new Request("http://127.0.0.1:8765/ws"));
  assert.equal(response.status, 400);
});

Deno.test("Sessions.drain() tells everybody to come back", async () => {
  const { sessions, hub, clock, server } = await serve();
  await using _ = server;
  hub.publish(deliveries(clock));
  await using client = await SocketClient.open(`ws://${server.host}/ws`);
  await client.next("initial");
  sessions.drain();
  const { code, reason } = await client.closed;
  assert.equal(code, 1001);
  const after = comeBackAfter(reason)!;
  assert.equal(after >= 500 && after < 600, true, reason);
});
