import assert from "node:assert/strict";
import { PROTOCOL_V1 } from "@/lib/shared/protocol.ts";
import { deliveries } from "../live/fakes.ts";
import { SocketClient } from "../support/socket_client.ts";
import { buildRoutes, listen } from "../support/test_app.ts";
import { openTestServices, type TestServicesOptions } from "../support/test_services.ts";

const open = await buildRoutes();

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

Deno.test("WebSocket over the limit of clients is refused with the reason, in all and per address", async () => {
  for (
    const [server, status] of [[{ max_clients: 1 }, 503], [{ max_clients_per_address: 1 }, 429]] as const
  ) {
    const parts = await serve({ server });
    await using _ = parts.server;
    await using _client = await SocketClient.open(`ws://${parts.server.host}/ws`);
    const response = await fetch(`http://${parts.server.host}/healthz`);
    assert.equal(await response.text(), "ok");
    await assert.rejects(SocketClient.open(`ws://${parts.server.host}/ws`));
    assert.equal(parts.sessions.size, 1);
    assert.equal(parts.sessions.refusal("127.0.0.1") !== undefined, true, String(status));
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
  assert.equal((await client.closed).code, 1001);
});
