/** Live connections obey what their viewer may see, from the first message until the rights end. */
import assert from "node:assert/strict";
import { CLOSE } from "@/lib/shared/close_codes.ts";
import { PROTOCOL_V1 } from "@/lib/shared/protocol.ts";
import { dayOf, iso, sales } from "./live/fakes.ts";
import { AMOUNT, earning } from "./support/earning_shop.ts";
import { EventClient } from "./support/event_client.ts";
import { Everybody, type Shown } from "./support/everybody.ts";
import { SocketClient } from "./support/socket_client.ts";
import { buildRoutes, listen } from "./support/test_app.ts";
import { openTestServices } from "./support/test_services.ts";

const open = await buildRoutes();
const HOUR = 3_600_000;

async function serve() {
  const parts = await openTestServices({ auth: "password" });
  const { hub, clock, services, auth, tokens } = parts;
  hub.publish(earning(parts));
  const server = listen(open(services));
  const { host } = server;
  return {
    ...parts,
    host,
    all: new Everybody(parts),
    old: (shown: Shown, path = "/") => SocketClient.open(`ws://${host}${path}`, [], shown),
    socket: (shown: Shown) => SocketClient.open(`ws://${host}/ws`, [PROTOCOL_V1], shown),
    stream: (shown: Shown) => EventClient.open(`http://${host}/api/stream`, shown),
    send: (method: string, path: string, shown: Shown) =>
      fetch(`http://${host}${path}`, { method, headers: shown, redirect: "manual" }),
    /** What the program does each second, after `ms`. */
    async pass(ms: number) {
      clock.advance(ms);
      auth.tick();
      tokens.tick();
      await Promise.all([auth.refresh(), tokens.refresh()]);
    },
    /** A change that whoever is still there hears of. */
    sell: (orders: number) =>
      hub.publish([{
        kind: "delivered",
        source: "sales",
        at: iso(clock.now()),
        data: sales(dayOf(clock.now()), orders),
      }]),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

Deno.test("patches reach masked viewers without amounts, by WebSocket and by Server-Sent Events", async () => {
  await using app = await serve();
  const [kim, wall] = [
    await app.all.user("kim", { masked: true }),
    await app.all.screen("wall", { masked: true }),
  ];
  await using socket = await app.socket(kim.shown);
  await using stream = await app.stream(wall.shown);
  await socket.next("initial");
  await stream.next();
  app.sell(9);
  for (const message of [await socket.next("patch"), (await stream.next())!.message]) {
    assert.deepEqual(message.data, {
      sales: { today: { today_orders: 9, unique_customers: 9 }, hourly_trend: [], weekly_trend: [] },
    });
  }
});

Deno.test("the old page of a masked viewer is closed with the reason, and shown to others as ever", async () => {
  await using app = await serve();
  const [masked, other] = [await app.all.user("kim", { masked: true }), await app.all.user("lee")];
  const timer = setInterval(() => {
    app.clock.advance(1_000);
    app.sessions.tick();
  }, 20);
  try {
    for (const path of ["/", "/ws"]) {
      await using client = await app.old(masked.shown, path);
      client.send({ type: "subscribe", topic: "sales" });
      const { code, reason } = await client.closed;
      assert.deepEqual({ code, reason }, { code: CLOSE.hidden.code, reason: CLOSE.hidden.reason });
      await assert.rejects(client.next("initial", "update"), "nothing was sent before");
    }
    await using client = await app.old(other.shown);
    assert.match(JSON.stringify(await client.next("initial")), AMOUNT);
  } finally {
    clearInterval(timer);
  }
});

Deno.test("faults of the configuration are told to those who may act, live, as a snapshot and on the page", async () => {
  await using app = await serve();
  const faults = [{ line: 3, message: { ko: "틀린 값 nett", en: "wrong value nett" } }];
  app.hub.setConfig({ state: "refused", at: iso(app.clock.now()), faults, waiting: [] });
  const people = {
    viewer: (await app.all.user("viewer")).shown,
    operator: (await app.all.user("operator", { role: "operator" })).shown,
    screen: (await app.all.screen("wall")).shown,
    read: (await app.all.token("read", { scopes: ["read"] })).shown,
    operate: (await app.all.token("operate", { scopes: ["operate"] })).shown,
  };
  const told: string[] = [];
  for (const [who, shown] of Object.entries(people)) {
    await using socket = await app.socket(shown);
    await using old = await app.old(shown);
    await using stream = await app.stream(shown);
    const said = [
      JSON.stringify(await socket.next("initial")),
      JSON.stringify((await stream.next())!.message),
      await (await app.send("GET", "/api/snapshot", shown)).text(),
      await (await app.send("GET", "/", shown)).text(),
    ].map((text) => text.includes("nett"));
    assert.equal(new Set(said).size, 1, `${who} ${said}`);
    assert.doesNotMatch(JSON.stringify(await old.next("initial")), /nett/, "the old page cannot show it");
    if (said[0]) told.push(who);
  }
  assert.deepEqual(told, ["operator", "operate"]);
});

type App = Awaited<ReturnType<typeof serve>>;

/** How somebody's rights end, by whose word, and what they showed until then. */
const ENDS: Readonly<Record<string, (app: App) => Promise<{ shown: Shown; end: () => Promise<unknown> }>>> = {
  "who logs out": async (app) => {
    const { shown } = await app.all.user("kim");
    return { shown, end: async () => await (await app.send("POST", "/logout", shown)).body?.cancel() };
  },
  "whose session was not used": async (app) => {
    const { shown } = await app.all.user("kim");
    return { shown, end: () => app.pass(31 * 24 * HOUR) };
  },
  "whose user another process has removed": async (app) => {
    const { shown } = await app.all.user("kim");
    return { shown, end: () => app.state.users.remove("kim").then(() => app.pass(2_000)) };
  },
  "whose amounts another process has hidden": async (app) => {
    const { shown } = await app.all.user("kim");
    const hide = () => app.state.users.changeRights("kim", { role: "viewer", masked: true });
    return { shown, end: () => hide().then(() => app.pass(2_000)) };
  },
  "whose token an administrator revokes": async (app) => {
    const { shown, token } = await app.all.token("export", { scopes: ["read"] });
    const { shown: admin } = await app.all.user("admin", { role: "admin" });
    return {
      shown,
      end: async () => await (await app.send("DELETE", `/api/tokens/${token.id}`, admin)).body?.cancel(),
    };
  },
  "whose token expires": async (app) => {
    const { shown } = await app.all.token("export", { scopes: ["read"], life: HOUR });
    return { shown, end: () => app.pass(HOUR) };
  },
  "whose screen another process has revoked": async (app) => {
    const { shown, token } = await app.all.screen("wall");
    return {
      shown,
      end: () => app.state.tokens.revoke(token.id, app.clock.now()).then(() => app.pass(2_000)),
    };
  },
};

for (const [whom, begin] of Object.entries(ENDS)) {
  Deno.test(`the sockets and streams of one ${whom} are closed at once, and others stay`, async () => {
    await using app = await serve();
    const { shown, end } = await begin(app);
    const other = await app.all.screen("other");
    await using v1 = await app.socket(shown);
    await using old = await app.old(shown);
    await using stream = await app.stream(shown);
    await using staying = await app.socket(other.shown);
    for (const client of [v1, old, staying]) await client.next("initial");
    await stream.next();
    await end();
    app.sell(99);
    for (const client of [v1, old]) {
      const { code, reason } = await client.closed;
      assert.deepEqual([code, reason], [4001, CLOSE.signedOut.reason]);
      await assert.rejects(client.next("patch", "update"), "no change was sent after that");
    }
    const { event, message } = (await stream.next())!;
    assert.deepEqual([event, message.code, await stream.next()], ["close", 4001, null]);
    assert.equal((await staying.next<{ data: { sales: unknown } }>("patch")).data.sales !== undefined, true);
    // The server hears of the end of a socket a little after its client.
    while (app.sessions.size > 1) await new Promise((resolve) => setTimeout(resolve));
  });
}

Deno.test("who comes back with other rights is shown by those", async () => {
  await using app = await serve();
  const { shown } = await app.all.user("kim");
  {
    await using before = await app.socket(shown);
    assert.match(JSON.stringify(await before.next("initial")), AMOUNT);
  }
  await app.state.users.changeRights("kim", { role: "viewer", masked: true });
  await app.pass(2_000);
  await using after = await SocketClient.open(
    `ws://${app.host}/ws?epoch=epoch-1&seq=1`,
    [PROTOCOL_V1],
    shown,
  );
  const message = await after.next("initial", "patch", "beat");
  assert.deepEqual([message.type, message.epoch], ["initial", "epoch-1.masked"]);
  assert.doesNotMatch(JSON.stringify(message), AMOUNT);
});
