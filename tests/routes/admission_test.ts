/** A crowd at the door, on real sockets: who is refused comes again and is let in, and nobody is dropped without a word. */
import assert from "node:assert/strict";
import { paceLive } from "@/lib/web/pace_live.ts";
import { Sessions } from "@/lib/live/sessions.ts";
import { PROTOCOL_V1 } from "@/lib/shared/protocol.ts";
import { deliveries } from "../live/fakes.ts";
import { handshake } from "../support/handshake.ts";
import { RawClient } from "../support/raw_client.ts";
import { SocketClient } from "../support/socket_client.ts";
import { buildRoutes, listen } from "../support/test_app.ts";
import { openTestServices } from "../support/test_services.ts";

const open = await buildRoutes();

/** How many are let in at once, and how many may wait. */
const TURN = 50;
const QUEUE = 5_000;

/** A server whose next turn comes when the test says so, and which tells when so many requests have reached it. */
async function serve() {
  const { services, hub, clock } = await openTestServices();
  hub.publish(deliveries(clock));
  const timers: (() => void)[] = [];
  const sessions = new Sessions({
    hub,
    clock,
    stopwatch: clock,
    interval: () => 5_000,
    maxClients: 10_000,
    maxClientsPerAddress: 0,
    after: (_, run) => void timers.push(run),
  });
  const paced = paceLive(open({ ...services, sessions }), sessions);
  let asked = 0;
  let reached = { count: 0, resolve: () => {} };
  const server = listen((request, info) => {
    const answer = Promise.resolve(paced(request, info!));
    if (++asked === reached.count) reached.resolve();
    return answer;
  });
  const requests = (count: number) =>
    new Promise<void>((resolve) => {
      reached = { count: asked + count, resolve };
    });
  const turn = () => {
    clock.advance(50);
    timers.shift()?.();
  };
  const ahead = (count: number) => {
    for (let index = 0; index < count; index++) void sessions.turn();
  };
  return { sessions, server, requests, turn, timers, ahead };
}

Deno.test("Who finds too many waiting is refused with Retry-After, and let in when it comes again", async () => {
  const { server, sessions, turn, timers, ahead } = await serve();
  await using _ = server;
  ahead(TURN + QUEUE);
  const head = await handshake(server.host);
  assert.match(head, /^HTTP\/1\.1 503 /);
  const [, seconds] = /\r\nretry-after: (\d+)\r\n/i.exec(head) ?? [];
  assert.equal(Number(seconds) >= 5 && Number(seconds) <= 10, true, head);
  while (timers.length > 0) turn();
  turn();
  const client = await RawClient.open(server.host, { protocol: PROTOCOL_V1, reads: true });
  await client.until("initial");
  assert.equal(sessions.size, 1);
  client.close();
});

Deno.test("A server that ends answers everybody: 1001 who is in, 503 with Retry-After who waits", async () => {
  const { server, sessions, requests, ahead, turn } = await serve();
  await using inside = await SocketClient.open(`ws://${server.host}/ws`, [PROTOCOL_V1]);
  turn();
  ahead(TURN);
  const allWait = requests(40);
  const upgrades = Array.from({ length: 20 }, () => handshake(server.host));
  const streams = Array.from({ length: 20 }, () => fetch(`http://${server.host}/api/stream`));
  await allWait;
  sessions.drain();
  for (const head of await Promise.all(upgrades)) {
    assert.match(head, /^HTTP\/1\.1 503 [^]*\r\nretry-after: [1-9]\d*\r\n/i);
  }
  for (const answer of await Promise.all(streams)) {
    const { error } = await answer.json();
    assert.deepEqual([answer.status, error.code], [503, "draining"]);
    assert.equal(Number(answer.headers.get("retry-after")) >= 1, true);
  }
  assert.equal((await inside.closed).code, 1001);
  assert.match(await handshake(server.host), /^HTTP\/1\.1 503 /, "who comes now does not wait either");
  await server[Symbol.asyncDispose]();
});
