import assert from "node:assert/strict";
import { applyMessage } from "@/lib/client/apply_message.ts";
import type { StateMessage } from "@/lib/client/server_message.ts";
import { Frames } from "@/lib/live/frames.ts";
import type { HubUpdate } from "@/lib/live/hub_update.ts";
import { PatchSession } from "@/lib/live/session_patch.ts";
import { Sessions } from "@/lib/live/sessions.ts";
import { ALL_TOPICS, MASKED, NO_CONFIG, topicsOf } from "@/lib/live/topics.ts";
import { noTraffic } from "@/lib/live/traffic.ts";
import { mask, MONEY_PATHS } from "@/lib/shared/mask.ts";
import { emptySnapshot } from "@/lib/shared/snapshot.ts";
import {
  dayOf,
  deliveries,
  FakeClock,
  FakeSocket,
  inventory,
  iso,
  newcomer,
  openHub,
  orders,
  sales,
} from "./fakes.ts";

const says = (message: unknown) => JSON.stringify(message);

function open(shown = ALL_TOPICS | MASKED) {
  const clock = new FakeClock();
  const hub = openHub(clock);
  const frames = new Frames();
  const context = { hub, clock, frames, traffic: noTraffic(), interval: () => 5_000 };
  const join = (allowed = shown) => {
    const socket = new FakeSocket();
    const session = new PatchSession(socket, context, allowed);
    hub.subscribe((change) => session.changed(change));
    return { socket, session };
  };
  return { clock, hub, frames, join, ...join() };
}

/** Deliveries whose every amount is `won` and unlike any other number in them. */
function earning(clock: FakeClock, won: number, count = 3): HubUpdate[] {
  const at = iso(clock.now());
  const day = dayOf(clock.now());
  const figures = sales(day, count);
  return [
    {
      kind: "delivered",
      source: "sales",
      at,
      data: {
        ...figures,
        today: { ...figures.today, today_revenue: won },
        yesterday_same_time: { orders: 1, revenue: won },
        weekly_trend: [{ date: day, orders: count, revenue: won }],
        hourly_trend: [{ hour: 12, orders: count, revenue: won }],
      },
    },
    {
      kind: "delivered",
      source: "orders",
      at,
      data: { ...orders, by_market: [{ market_code: "coupang", orders: count, revenue: won }] },
    },
    { kind: "delivered", source: "inventory", at, data: { ...inventory, inventory_value: won } },
  ];
}

Deno.test("a masked client never gets an amount, and its merged state is the masked snapshot", () => {
  const { clock, hub, socket, session } = open();
  let won = 777_000_001;
  hub.publish(earning(clock, won));
  session.greet();
  let state = emptySnapshot("live", "", iso(clock.now()));
  for (let step = 0; step < 20; step++) {
    clock.advance(1_000);
    won += 1;
    hub.publish(earning(clock, won, 3 + step % 4));
    if (step === 10) {
      hub.configure({ intervals: {}, custom: [], businessDay: dayOf, markets: [], isoTime: iso }, () => ({
        ...hub.snapshot,
        sales: null,
      }));
    }
    for (const frame of socket.sent) assert.doesNotMatch(frame, /777000/);
    for (const message of socket.take()) {
      const next = applyMessage(state, message as unknown as StateMessage);
      assert.notEqual(next, "gap", "a change of amounts alone leaves no gap");
      state = next as typeof state;
    }
  }
  assert.equal(state.masked, true);
  // What is null in the snapshot is absent after patches.
  const shown = JSON.parse(JSON.stringify(state), (_, value) => value ?? undefined);
  assert.deepEqual(shown, JSON.parse(JSON.stringify(mask(hub.snapshot)), (_, value) => value ?? undefined));
});

Deno.test("a change of amounts alone is an empty patch for a masked client", () => {
  const { clock, hub, socket, session } = open();
  hub.publish(earning(clock, 5_000));
  session.greet();
  socket.take();
  hub.publish(earning(clock, 6_000));
  assert.deepEqual(socket.take().map(({ type, seq, data }) => ({ type, seq, data })), [
    { type: "patch", seq: 2, data: {} },
  ]);
});

Deno.test("all clients that are shown the same share one frame, masked or not", () => {
  const { clock, hub, frames, join } = open();
  const all = [join(), join(), join(ALL_TOPICS), join(ALL_TOPICS)];
  for (const { session } of all) session.greet();
  for (const { socket } of all) socket.take();
  hub.publish(earning(clock, 5_000));
  const [a, b, c, d] = all.map(({ socket }) => socket.sent[0]);
  assert.deepEqual([a === b, c === d, a === c], [true, true, false]);
  const change = hub.changesSince("epoch-1", 0)![0]!;
  const made = (shown: number) => frames.change(hub.snapshot, change, shown);
  assert.equal(made(ALL_TOPICS | MASKED), made(ALL_TOPICS | MASKED));
});

Deno.test("who resumes gets what was missed without amounts, and the whole state where the other kind was seen before", () => {
  const { clock, hub, join } = open();
  hub.publish(earning(clock, 777_000_001));
  hub.publish(earning(clock, 777_000_002, 5));
  const resume = (epoch: string, shown?: number) => {
    const { socket, session } = join(shown);
    session.start({ epoch, seq: 1 });
    const [text, { type, epoch: named }] = [socket.sent[0]!, socket.take()[0]!];
    return { type, named, tells: text.includes("777000") };
  };
  assert.deepEqual(resume("epoch-1.masked"), { type: "patch", named: undefined, tells: false });
  assert.deepEqual(resume("epoch-1"), { type: "initial", named: "epoch-1.masked", tells: false });
  assert.deepEqual(resume("epoch-1.masked", ALL_TOPICS), { type: "initial", named: "epoch-1", tells: true });
  assert.deepEqual(resume("epoch-1", ALL_TOPICS), { type: "patch", named: undefined, tells: true });
});

Deno.test("a masked client that narrows its topics stays masked", () => {
  const { clock, hub, socket, session } = open();
  hub.publish(earning(clock, 777_000_001));
  session.receive(says({ type: "subscribe", topics: ["sales"] }));
  session.receive(says({ type: "subscribe", topics: ["inventory"] }));
  session.receive(says({ type: "unsubscribe", topics: ["sales"] }));
  hub.publish(earning(clock, 777_000_002, 9));
  const text = socket.sent.join("\n");
  assert.doesNotMatch(text, /777000/);
  assert.match(text, /total_products/);
});

Deno.test("a topic that one may not see is never sent, and asking for it is answered with forbidden", () => {
  const { clock, hub, socket, session } = open(topicsOf(["orders", "api_status"]));
  hub.publish(deliveries(clock));
  session.greet();
  session.receive(says({ type: "subscribe", topics: ["orders", "sales"] }));
  session.receive(says({ type: "subscribe", topic: "inventory" }));
  hub.publish(deliveries(clock, 9));
  session.receive(says({ type: "subscribe", topics: ["orders"] }));
  session.receive(says({ type: "resync" }));
  const sent = socket.take();
  const told = sent.flatMap(({ data = {} }) => Object.keys(data as object));
  assert.deepEqual(["sales", "inventory", "system", "custom"].filter((topic) => told.includes(topic)), []);
  assert.ok(told.includes("orders"));
  const errors = sent.filter(({ type }) => type === "error").map(({ code }) => code);
  assert.deepEqual(errors, ["forbidden", "forbidden"]);
});

Deno.test("who may not act is told nothing of the configuration's faults, and misses no number by that", () => {
  const { clock, hub, join } = open();
  const [outside, inside] = [join(ALL_TOPICS | NO_CONFIG), join(ALL_TOPICS)];
  for (const { session } of [outside, inside]) session.greet();
  const faults = [{ line: 3, message: { ko: "비밀", en: "secret" } }];
  hub.setConfig({ state: "refused", at: iso(clock.now()), faults, waiting: [] });
  hub.publish(deliveries(clock));
  outside.session.receive(says({ type: "subscribe", topics: ["sales"] }));
  outside.session.receive(says({ type: "resync" }));
  assert.doesNotMatch(outside.socket.sent.join(), /secret|"config"/);
  assert.deepEqual(outside.socket.take().slice(0, 3).map(({ type, seq }) => [type, seq]), [
    ["initial", 0],
    ["patch", 1],
    ["patch", 2],
  ]);
  assert.match(inside.socket.sent.join(), /secret/);
});

function openSessions() {
  const clock = new FakeClock();
  const hub = openHub(clock);
  const sessions = new Sessions({
    hub,
    clock,
    stopwatch: clock,
    interval: () => 5_000,
    maxClients: 10,
    maxClientsPerAddress: 0,
  });
  hub.publish(earning(clock, 777_000_001));
  return { clock, hub, sessions };
}

Deno.test("Sessions.addStream() hides amounts, and its events name the masked epoch", async () => {
  const { clock, hub, sessions } = openSessions();
  const body = sessions.addStream({ ...newcomer, viewer: { ...newcomer.viewer, masked: true } });
  hub.publish(earning(clock, 777_000_002, 8));
  sessions.drain();
  const text = await new Response(body).text();
  assert.doesNotMatch(text, /777000/);
  assert.match(text, /^id: epoch-1\.masked:2$/m);
});

Deno.test("the end of a viewer's rights ends their streams at once, says why, and leaves those of others", async () => {
  const { sessions } = openSessions();
  const [leaving, staying] = [new AbortController(), new AbortController()];
  const enter = ({ signal }: AbortController) =>
    sessions.addStream({ ...newcomer, viewer: { masked: false, ended: signal } });
  const [first, second] = [enter(leaving), enter(leaving)];
  enter(staying);
  leaving.abort();
  assert.equal(sessions.size, 1);
  for (const body of [first, second]) {
    assert.match(
      await new Response(body).text(),
      /event: close\ndata: \{"code":4001,"reason":"signed out[^\n]*\n\n$/,
    );
  }
  const late = await new Response(enter(leaving)).text();
  assert.doesNotMatch(late, /initial/, "who comes with rights that have ended gets nothing");
  assert.match(late, /4001/);
  assert.equal(sessions.traffic.closed.get(4001), 3);
});

Deno.test("every path of money is filled in these tests", () => {
  const { hub } = openSessions();
  const at = (value: unknown, [name, ...rest]: string[]): unknown =>
    name === undefined
      ? value
      : at(name === "*" ? (value as unknown[])[0] : (value as Record<string, unknown>)[name], rest);
  for (const path of MONEY_PATHS) assert.equal(at(hub.snapshot, path.split(".")), 777_000_001, path);
});
