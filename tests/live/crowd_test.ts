/** Real sockets, many of them, on the real routes. */
import assert from "node:assert/strict";
import { LIMITS } from "@/lib/live/session.ts";
import { PROTOCOL_V1 } from "@/lib/shared/protocol.ts";
import { deliveries, inventory, iso } from "./fakes.ts";
import { RawClient } from "../support/raw_client.ts";
import { buildRoutes, listen } from "../support/test_app.ts";
import { openTestServices } from "../support/test_services.ts";

const open = await buildRoutes();

const CLIENTS = 1_000;
const MUTE = 100;
/** Each fills a third of what a client may leave unread. Who reads wants none of it, so that little has to be moved. */
const CHANGE_BYTES = LIMITS.bufferedBytes / 3;

Deno.test("1,000 clients of which 100 never read: memory stays, the others get every change", async () => {
  const { services, hub, sessions, clock } = await openTestServices();
  await using server = listen(open(services));
  hub.publish(deliveries(clock));
  const clients: RawClient[] = [];
  for (let index = 0; index < CLIENTS; index++) {
    clients.push(await RawClient.open(server.host, { protocol: PROTOCOL_V1, reads: index >= MUTE }));
    clock.advance(1);
  }
  const readers = clients.slice(MUTE);
  await Promise.all(readers.map((client) => client.send({ type: "subscribe", topics: ["sales"] })));
  await Promise.all(readers.map((client) => client.until("initial")));
  const publish = async (seq: number) => {
    const low = [{
      name: String(seq).repeat(CHANGE_BYTES / String(seq).length),
      market_code: "coupang",
      stock: 0,
    }];
    clock.advance(1_000);
    const at = iso(clock.now());
    const [sales] = deliveries(clock, seq);
    hub.publish([sales!, { kind: "delivered", source: "inventory", at, data: { ...inventory, low } }]);
    await Promise.all(readers.map((client) => client.until("patch")));
    sessions.tick();
  };
  // Until what the kernel keeps for those who do not read is full, and then their buffers here.
  let changes = 0;
  while (sessions.count().lagging < MUTE) await publish(1_000 + changes++);
  const { rss } = Deno.memoryUsage();
  const skipped = sessions.traffic.skipped;
  for (let change = 0; change < 20; change++) await publish(2_000 + change);
  assert.equal(sessions.traffic.skipped - skipped >= 20 * MUTE, true, "nothing was queued for them");
  // A queue would hold 20 changes for each: 170 MB.
  assert.equal(Deno.memoryUsage().rss - rss < 80 * 1024 ** 2, true, "memory grew");
  assert.equal(new Set(readers.map(({ patches }) => patches)).size, 1, "each got all");
  clock.advance(LIMITS.lagging);
  await publish(3_000);
  assert.equal(sessions.traffic.closed.get(4008), MUTE);
  for (const client of clients) client.close();
});
