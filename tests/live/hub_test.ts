import assert from "node:assert/strict";
import type { Change } from "@/lib/live/hub.ts";
import { merge } from "@/lib/shared/merge_patch.ts";
import type { HubUpdate } from "@/lib/live/hub_update.ts";
import { type ApiStatus, emptySnapshot } from "@/lib/shared/snapshot.ts";
import { dayOf, deliveries, FakeClock, iso, openHub, sales } from "./fakes.ts";

Deno.test("Hub.publish() numbers each change and none where nothing changed", () => {
  const clock = new FakeClock();
  const hub = openHub(clock);
  const changes: Change[] = [];
  using _ = hub.subscribe((change) => changes.push(change));
  hub.publish(deliveries(clock));
  clock.advance(5_000);
  hub.publish(deliveries(clock));
  clock.advance(5_000);
  hub.publish(deliveries(clock, 4));
  assert.deepEqual(changes.map(({ seq }) => seq), [1, 2]);
  assert.deepEqual(changes.map(({ confirmation }) => confirmation), [{}, {}]);
  assert.deepEqual(changes[1]!.patch, {
    sales: { today: { today_orders: 4, today_revenue: 4000, unique_customers: 4 } },
  });
  assert.equal(hub.snapshot.timestamp, iso(clock.now()));
});

Deno.test("Hub changes merged into the initial snapshot give the current one", () => {
  const clock = new FakeClock();
  const hub = openHub(clock);
  let state = structuredClone(hub.snapshot);
  using _ = hub.subscribe((change) => state = merge(state, change.patch ?? {}));
  hub.publish(deliveries(clock));
  hub.publish([{
    kind: "failed",
    source: "orders",
    at: iso(clock.now()),
    reason: { ko: "끊김", en: "gone" },
    remedy: null,
  }]);
  clock.advance(60_000);
  hub.tick();
  hub.publish(deliveries(clock, 9));
  const { sales, orders, inventory } = hub.snapshot;
  assert.deepEqual({ sales: state.sales, orders: state.orders, inventory: state.inventory }, {
    sales,
    orders,
    inventory,
  });
  assert.equal(state.sources.orders.state, "ok");
  assert.equal(state.sources.orders.reason ?? null, null);
});

Deno.test("Hub keeps the last figures of a source that fails, and says since when and why", () => {
  const clock = new FakeClock();
  const hub = openHub(clock);
  hub.publish(deliveries(clock));
  const readAt = iso(clock.now());
  clock.advance(5_000);
  const reason = { ko: "연결할 수 없습니다", en: "Cannot connect" };
  hub.publish([{ kind: "failed", source: "sales", at: iso(clock.now()), reason, remedy: null }]);
  assert.equal(hub.snapshot.sales?.today.today_orders, 3);
  assert.deepEqual(hub.snapshot.sources.sales, {
    state: "down",
    at: readAt,
    reason,
    remedy: null,
    interval: 5_000,
  });
});

Deno.test("Hub.tick() marks a source stale after three of its intervals of silence, not before", () => {
  const clock = new FakeClock();
  const hub = openHub(clock);
  hub.publish(deliveries(clock));
  clock.advance(15_000);
  hub.tick();
  assert.equal(hub.snapshot.sources.sales.state, "ok");
  clock.advance(1);
  hub.tick();
  assert.equal(hub.snapshot.sources.sales.state, "stale");
  assert.ok(hub.snapshot.sources.sales.reason);
});

Deno.test("Hub.tick() waits longer for a source that delivers less often, until a configuration says otherwise", () => {
  const clock = new FakeClock();
  const hub = openHub(clock);
  hub.publish(deliveries(clock).map((update) => ({ ...update, interval: 60_000 })));
  clock.advance(180_000);
  hub.tick();
  assert.deepEqual(hub.snapshot.sources.sales.state, "ok");
  assert.equal(hub.snapshot.sources.sales.interval, 60_000);
  hub.configure({ intervals: { sales: 5_000 }, custom: [], businessDay: dayOf, isoTime: iso, markets: [] });
  assert.deepEqual([hub.snapshot.sources.sales.state, hub.snapshot.sources.sales.interval], ["stale", 5_000]);
});

/** A delivery of one market's check, fresh for three minutes. */
function checked(clock: FakeClock, market: string): HubUpdate {
  const at = iso(clock.now());
  const status: ApiStatus = {
    status: "healthy",
    class: "UP",
    probe: "signed",
    status_code: 200,
    response_time: 100,
    last_check: at,
    fresh_for: 180_000,
    error: null,
    remedy: null,
    availability: { day: 1, month: 1, since: at },
  };
  return { kind: "delivered", source: "checks", at, data: { [market]: status } };
}

Deno.test("Hub.tick() marks a market that is checked no more, while the others go on", () => {
  const clock = new FakeClock();
  const hub = openHub(clock, { intervals: { checks: 60_000 } });
  let state = structuredClone(hub.snapshot);
  using _ = hub.subscribe((change) => state = merge(state, change.patch ?? {}));
  hub.publish([checked(clock, "coupang"), checked(clock, "naver")]);
  for (let minute = 0; minute < 3; minute++) {
    clock.advance(60_000);
    hub.publish([checked(clock, "naver")]);
  }
  assert.equal(hub.snapshot.api_status.coupang!.stale, undefined);
  clock.advance(1);
  hub.tick();
  const { coupang, naver } = hub.snapshot.api_status;
  assert.deepEqual([coupang!.stale, coupang!.availability.day, coupang!.availability.month], [
    true,
    null,
    null,
  ]);
  assert.deepEqual([naver!.stale, naver!.availability.day], [undefined, 1]);
  assert.equal(hub.snapshot.sources.checks.state, "ok");
  const { seq } = hub.snapshot;
  hub.tick();
  assert.equal(hub.snapshot.seq, seq);
  hub.publish([checked(clock, "coupang")]);
  assert.deepEqual([state.api_status.coupang!.stale ?? false, state.api_status.coupang!.availability.day], [
    false,
    1,
  ]);
});

Deno.test("Hub.tick() judges a check of an older version by the interval", () => {
  const clock = new FakeClock();
  const hub = openHub(clock, { intervals: { checks: 60_000 } });
  const update = checked(clock, "coupang");
  assert.ok(update.kind === "delivered" && update.source === "checks");
  delete update.data.coupang!.fresh_for;
  hub.publish([update, ...deliveries(clock)]);
  clock.advance(180_000);
  hub.tick();
  assert.equal(hub.snapshot.api_status.coupang!.stale, undefined);
  clock.advance(1);
  hub.tick();
  assert.equal(hub.snapshot.api_status.coupang!.stale, true);
});

Deno.test("Hub.tick() makes the figures of an ended business day unknown", () => {
  const clock = new FakeClock(Date.parse("2026-11-24T23:59:59.999+09:00"));
  const hub = openHub(clock);
  hub.publish(deliveries(clock));
  assert.notEqual(hub.snapshot.sales, null);
  clock.advance(1);
  hub.tick();
  assert.equal(hub.snapshot.sales, null);
  assert.equal(hub.snapshot.orders, null);
  assert.notEqual(hub.snapshot.inventory, null);
  hub.publish(deliveries(clock));
  assert.equal(hub.snapshot.sales!.business_day, "2026-11-25");
});

Deno.test("Hub.publish() refuses figures of yesterday that arrive after midnight", () => {
  const clock = new FakeClock(Date.parse("2026-11-25T00:00:01+09:00"));
  const hub = openHub(clock);
  hub.publish([{ kind: "delivered", source: "sales", at: iso(clock.now()), data: sales("2026-11-24") }]);
  assert.equal(hub.snapshot.sales, null);
});

Deno.test("Hub.changesSince() gives what was missed, and nothing for another epoch or what it no longer has", () => {
  const clock = new FakeClock();
  const hub = openHub(clock, { kept: 2 });
  for (const count of [1, 2, 3, 4]) hub.publish(deliveries(clock, count));
  assert.deepEqual(hub.changesSince("epoch-1", 4), []);
  assert.deepEqual(hub.changesSince("epoch-1", 2)!.map(({ seq }) => seq), [3, 4]);
  assert.equal(hub.changesSince("epoch-1", 1), undefined);
  assert.equal(hub.changesSince("epoch-1", 5), undefined);
  assert.equal(hub.changesSince("epoch-0", 4), undefined);
});

Deno.test("Hub.subscribe() listeners that throw do not keep a change from the others", () => {
  const clock = new FakeClock();
  const errors: unknown[] = [];
  const hub = openHub(clock, { onListenerError: (error) => errors.push(error) });
  const seen: number[] = [];
  using _first = hub.subscribe(() => {
    throw new Error("broken");
  });
  using _second = hub.subscribe(({ seq }) => seen.push(seq));
  hub.publish(deliveries(clock));
  assert.deepEqual(seen, [1]);
  assert.equal(errors.length, 1);
});

/** What a process of a minute ago knew, and the hub of the next one. */
function restart(mode: "live" | "demo" = "live") {
  const clock = new FakeClock();
  const before = openHub(clock);
  before.publish(deliveries(clock));
  const readAt = iso(clock.now());
  clock.advance(60_000);
  const hub = openHub(clock, { initial: emptySnapshot(mode, "epoch-2", iso(clock.now())) });
  return { clock, last: before.snapshot, readAt, hub };
}

Deno.test("Hub.restore() shows the last known figures with their age, as a change", () => {
  const { last, readAt, hub } = restart();
  const changes: Change[] = [];
  using _ = hub.subscribe((change) => changes.push(change));
  hub.restore(last);
  const { epoch, seq, sales, sources } = hub.snapshot;
  assert.deepEqual([epoch, seq, changes.length], ["epoch-2", 1, 1]);
  assert.equal(sales!.today.today_orders, 3);
  assert.deepEqual([sources.sales.state, sources.sales.at], ["stale", readAt]);
  assert.equal(sources.jobs.state, "unknown");
});

Deno.test("Hub.restore() puts nothing older over what was delivered or switched off meanwhile", () => {
  const { clock, last, readAt, hub } = restart();
  const at = iso(clock.now());
  const reason = { ko: "이유", en: "reason" };
  hub.publish([
    { kind: "delivered", source: "sales", at, data: sales(dayOf(clock.now()), 8) },
    { kind: "failed", source: "inventory", at, reason, remedy: null, off: true },
    { kind: "failed", source: "orders", at, reason, remedy: null },
  ]);
  hub.restore(last);
  const { snapshot } = hub;
  assert.equal(snapshot.sales!.today.today_orders, 8);
  assert.deepEqual([snapshot.sources.sales.state, snapshot.sources.sales.at], ["ok", at]);
  assert.equal(snapshot.inventory, null);
  assert.equal(snapshot.sources.inventory.at, null);
  assert.deepEqual(snapshot.orders, last.orders);
  const { state, at: ordersAt, reason: why } = snapshot.sources.orders;
  assert.deepEqual([state, ordersAt, why], ["down", readAt, reason]);
});

Deno.test("Hub.restore() leaves out a snapshot of another mode", () => {
  const { last, hub } = restart("demo");
  const { snapshot } = hub;
  hub.restore(last);
  assert.deepEqual({ ...hub.snapshot, timestamp: "" }, { ...snapshot, timestamp: "" });
});

Deno.test("Hub.publish() tells of a tick that changed nothing, and names the sources that did not deliver with it", () => {
  const clock = new FakeClock();
  const hub = openHub(clock);
  const tick = () => [
    { kind: "delivered", source: "database", at: iso(clock.now()), data: null } as const,
    ...deliveries(clock),
  ];
  hub.publish(tick());
  const changes: Change[] = [];
  using _ = hub.subscribe((change) => changes.push(change));
  clock.advance(5_000);
  hub.publish(tick());
  clock.advance(2_000);
  hub.publish([{ kind: "delivered", source: "jobs", at: iso(clock.now()), data: { scheduled_jobs: [] } }]);
  assert.deepEqual(changes.map(({ seq, patch, confirmation }) => [seq, patch !== undefined, confirmation]), [
    [1, false, {}],
    [2, true, { late: ["database", "sales", "orders", "inventory"] }],
  ]);
});

Deno.test("Hub drops orders of an ended day by their own day, whatever sales do", () => {
  const clock = new FakeClock(Date.parse("2026-11-24T23:59:58+09:00"));
  const hub = openHub(clock);
  hub.publish(deliveries(clock));
  clock.advance(4_000);
  const reason = { ko: "끊김", en: "gone" };
  hub.publish([
    deliveries(clock)[0]!,
    { kind: "failed", source: "orders", at: iso(clock.now()), reason, remedy: null },
  ]);
  assert.equal(hub.snapshot.sales!.business_day, "2026-11-25");
  assert.equal(hub.snapshot.orders, null);
});

Deno.test("Hub shows nothing of what is switched off or not checked any more", () => {
  const clock = new FakeClock();
  const hub = openHub(clock);
  hub.publish(deliveries(clock));
  const reason = { ko: "꺼짐", en: "off" };
  hub.publish([{
    kind: "failed",
    source: "inventory",
    at: iso(clock.now()),
    reason,
    remedy: null,
    off: true,
  }]);
  assert.equal(hub.snapshot.inventory, null);
  const status = {
    status: "healthy",
    class: "UP",
    probe: "signed",
    status_code: 200,
    response_time: 1,
    last_check: iso(clock.now()),
    error: null,
    remedy: null,
    availability: { day: null, month: null, since: null },
  } as const;
  hub.publish([{
    kind: "delivered",
    source: "checks",
    at: iso(clock.now()),
    data: { coupang: status, naver: status },
  }]);
  const settings = { intervals: {}, custom: [], businessDay: dayOf, isoTime: iso, markets: ["coupang"] };
  hub.configure(settings);
  assert.deepEqual(Object.keys(hub.snapshot.api_status), ["coupang"]);
  const { seq } = hub.snapshot;
  hub.configure(settings, (snapshot) => ({ ...snapshot, sales: null }));
  assert.deepEqual([hub.snapshot.sales, hub.snapshot.seq], [null, seq + 1]);
});

Deno.test("Hub never shows the statuses of markets that are not checked, nor another day's figures, from its start on", () => {
  const clock = new FakeClock();
  const before = openHub(clock);
  before.publish(deliveries(clock));
  clock.advance(24 * 3_600_000);
  const initial = { ...before.snapshot, api_status: { gone: {} as never } };
  const { snapshot } = openHub(clock, { initial });
  assert.deepEqual([snapshot.sales, snapshot.api_status], [null, {}]);
});
