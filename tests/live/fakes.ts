import type { HubUpdate } from "@/lib/live/hub_update.ts";
import { Hub } from "@/lib/live/hub.ts";
import type { Newcomer } from "@/lib/live/sessions.ts";
import type { Socket } from "@/lib/live/session.ts";
import { emptySnapshot, type Inventory, type Orders, type Sales, TOPICS } from "@/lib/shared/snapshot.ts";

/** A clock that stands until it is told to go on. */
export class FakeClock {
  constructor(public time = Date.parse("2026-11-24T03:00:00Z")) {}
  now = () => this.time;
  advance(ms: number) {
    this.time += ms;
  }
}

export const iso = (now: number) => new Date(now).toISOString();
export const dayOf = (now: number) => iso(now + 9 * 3_600_000).slice(0, 10);

export function openHub(clock: FakeClock, options: Partial<ConstructorParameters<typeof Hub>[0]> = {}): Hub {
  return new Hub({
    initial: emptySnapshot("live", "epoch-1", iso(clock.now())),
    clock,
    intervals: { sales: 5_000, orders: 5_000, inventory: 5_000 },
    custom: [],
    businessDay: dayOf,
    markets: ["coupang", "naver", "11st"],
    isoTime: iso,
    onListenerError: (error) => {
      throw error;
    },
    ...options,
  });
}

export function sales(day: string, orders = 3): Sales {
  return {
    business_day: day,
    revenue: "gross",
    today: { today_orders: orders, today_revenue: orders * 1000, unique_customers: orders },
    yesterday_same_time: { orders: 1, revenue: 1000 },
    weekly_trend: [],
    hourly_trend: [],
  };
}

export const orders: Orders = {
  status_counts: { pending: 1 },
  by_market: [],
  pending: 1,
  processing: 0,
  completed: 0,
  cancelled: 0,
};

export const inventory: Inventory = {
  total_products: 1,
  low_stock: 0,
  out_of_stock: 0,
  inventory_value: 0,
  low: [],
};

export function deliveries(clock: FakeClock, count = 3): HubUpdate[] {
  const at = iso(clock.now());
  return [
    { kind: "delivered", source: "sales", at, data: sales(dayOf(clock.now()), count) },
    { kind: "delivered", source: "orders", at, data: orders },
    { kind: "delivered", source: "inventory", at, data: inventory },
  ];
}

/** A client with all rights, from one address. */
export const newcomer: Newcomer = {
  address: "a",
  position: null,
  topics: TOPICS,
  config: true,
  viewer: { masked: false, ended: new AbortController().signal },
};

/** A socket that remembers what was sent over it. */
export class FakeSocket implements Socket {
  readyState = 1 as Socket["readyState"];
  bufferedAmount = 0;
  sent: string[] = [];
  closed: { code?: number; reason?: string } | undefined;
  send(data: unknown) {
    this.sent.push(data as string);
  }
  close(code?: number, reason?: string) {
    this.closed = { code, reason };
    this.readyState = 3 as Socket["readyState"];
  }
  /** The messages since the last call. */
  take(): Record<string, unknown>[] {
    return this.sent.splice(0).map((frame) => JSON.parse(frame));
  }
}
