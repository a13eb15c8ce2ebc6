import assert from "node:assert/strict";
import { deliveries } from "../live/fakes.ts";
import { EventClient } from "../support/event_client.ts";
import { buildRoutes, listen } from "../support/test_app.ts";
import { openTestServices, type TestServicesOptions } from "../support/test_services.ts";

const open = await buildRoutes();

async function serve(options: TestServicesOptions = {}) {
  const parts = await openTestServices(options);
  parts.hub.publish(deliveries(parts.clock));
  const server = listen(open(parts.services));
  return { ...parts, server, url: `http://${server.host}/api/stream` };
}

Deno.test("GET /api/stream sends the messages of marketpulse.v1 as they come, neither kept nor collected", async () => {
  const { hub, clock, sessions, server, url } = await serve();
  await using _ = server;
  await using client = await EventClient.open(url, { "accept-encoding": "gzip" });
  const { headers } = client.response;
  assert.match(headers.get("content-type")!, /^text\/event-stream/);
  assert.match(headers.get("cache-control")!, /^no-store/);
  assert.equal(headers.get("x-accel-buffering"), "no");
  assert.equal(headers.get("content-encoding"), null);
  const initial = await client.next();
  assert.deepEqual([initial!.id, initial!.message.type], ["epoch-1:1", "initial"]);
  assert.deepEqual(initial!.message.data, JSON.parse(JSON.stringify(hub.snapshot)));
  hub.publish(deliveries(clock, 4));
  const patch = await client.next();
  assert.deepEqual([patch!.id, patch!.message.type], ["epoch-1:2", "patch"]);
  clock.advance(10_000);
  sessions.tick();
  sessions.tick();
  assert.equal((await client.next())!.message.type, "beat");
});

Deno.test("GET /api/stream goes on from Last-Event-ID, and from epoch and seq", async () => {
  const { hub, clock, server, url } = await serve();
  await using _ = server;
  hub.publish(deliveries(clock, 4));
  await using byHeader = await EventClient.open(`${url}?epoch=old&seq=0`, { "last-event-id": "epoch-1:1" });
  await using byQuery = await EventClient.open(`${url}?epoch=epoch-1&seq=1`);
  for (const client of [byHeader, byQuery]) {
    const { id, message } = (await client.next())!;
    assert.deepEqual([id, message.type], ["epoch-1:2", "patch"]);
  }
});

Deno.test("GET /api/stream is refused as a WebSocket is: foreign pages, and when there is no room", async () => {
  const { sessions, server, url } = await serve({ server: { max_clients: 1 } });
  await using _ = server;
  const foreign = await fetch(url, { headers: { origin: "https://evil.test" } });
  assert.equal(foreign.status, 403);
  assert.equal((await foreign.json()).error.code, "origin_refused");
  await using _client = await EventClient.open(url);
  const full = await fetch(url);
  assert.deepEqual([full.status, (await full.json()).error.code], [503, "full"]);
  assert.equal(sessions.size, 1);
});

Deno.test("HEAD /api/stream answers the headers and leaves no client behind", async () => {
  const { sessions, services } = await openTestServices();
  const request = new Request("http://127.0.0.1:8765/api/stream", { method: "HEAD" });
  const response = await open(services)(request);
  assert.match(response.headers.get("content-type")!, /event-stream/);
  assert.equal(sessions.size, 0);
});

Deno.test("Sessions.drain() ends event streams, so that the server can end", async () => {
  const { sessions, server, url } = await serve();
  await using client = await EventClient.open(url);
  await client.next();
  sessions.drain();
  const { event, message } = (await client.next())!;
  assert.deepEqual([event, message.code], ["close", 1001]);
  assert.equal(await client.next(), null);
  await server[Symbol.asyncDispose]();
  assert.equal(sessions.size, 0);
});

Deno.test("a client of GET /api/stream that leaves is no longer counted", async () => {
  const { sessions, server, url } = await serve();
  await using _ = server;
  const leaving = new AbortController();
  const response = await fetch(url, { signal: leaving.signal });
  await response.body!.getReader().read();
  assert.equal(sessions.size, 1);
  leaving.abort();
  // The runtime tells the stream of it soon, and nobody else.
  while (sessions.size > 0) await new Promise((resolve) => setTimeout(resolve));
});
