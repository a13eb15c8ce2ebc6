import type { CustomFigure } from "@/lib/shared/custom_metric.ts";
import assert from "node:assert/strict";
import type { Update } from "@/lib/collectors/update.ts";
import { type ApiStatus, emptySnapshot, type Snapshot } from "@/lib/shared/snapshot.ts";

export const NOW = Date.parse("2026-11-24T05:00:00Z");

/** A snapshot in which something of everything is known. */
export function aSnapshot(seq: number): Snapshot {
  return {
    ...emptySnapshot("live", "6b1d", "2026-11-24T14:00:00+09:00"),
    seq,
    sales: {
      business_day: "2026-11-24",
      revenue: "net",
      today: { today_orders: 3, today_revenue: 45_000, unique_customers: 2 },
      yesterday_same_time: { orders: 4, revenue: 50_000 },
      weekly_trend: [{ date: "2026-11-24", orders: 3, revenue: 45_000 }],
      hourly_trend: [{ hour: 0, orders: 3, revenue: 45_000 }],
    },
    orders: {
      status_counts: { pending: 2, "보류": 1 },
      by_market: [{ market_code: "coupang", orders: 3, revenue: 45_000 }],
      pending: 2,
      processing: 0,
      completed: 0,
      cancelled: 0,
    },
    inventory: {
      total_products: 9,
      low_stock: 1,
      out_of_stock: 1,
      inventory_value: 90_000,
      low: [{ name: "무선 이어폰", market_code: "naver", stock: -1 }],
    },
    system: {
      error_rate: 0,
      error_ratio: 0.5,
      warning_count: 1,
      api_metrics: {
        avg_response_time: null,
        max_response_time: null,
        p95_response_time: null,
        total_requests: 0,
      },
      scheduled_jobs: [{ job_type: "sync", status: "active", last_run_at: null, next_run_at: null }],
    },
    api_status: { coupang: aStatus({}) },
    custom: {
      refunds: aFigure({ value: 1 }),
      stock: aFigure({ columns: [{ name: "상품", kind: "text" }], rows: [["양말"]] }),
    },
  };
}

function aFigure(content: Partial<CustomFigure>): CustomFigure {
  return {
    title: { ko: "환불", en: "Refunds" },
    unit: "count",
    format: "",
    thresholds: { warn: null, bad: 3, direction: "above" },
    interval: 60_000,
    definition: "811c9dc5",
    state: "ok",
    at: "2026-11-24T14:00:00+09:00",
    reason: null,
    remedy: null,
    level: "ok",
    ...content,
  };
}

export function aStatus(overrides: Partial<ApiStatus>): ApiStatus {
  return {
    status: "healthy",
    class: "UP",
    probe: "signed",
    status_code: 200,
    response_time: 120.5,
    last_check: "2026-11-24T14:00:00+09:00",
    error: null,
    remedy: null,
    availability: { day: 1, month: null, since: "2026-11-23T14:00:00+09:00" },
    ...overrides,
  };
}

/** What a bus tells of its state, to be waited for. */
export class ToldStates {
  readonly all: Update[] = [];
  #waiting: { matches: (update: Update) => boolean; resolve: () => void }[] = [];

  readonly tell = (update: Update): void => {
    this.all.push(update);
    this.#waiting = this.#waiting.filter(({ matches, resolve }) => {
      if (!matches(update)) return true;
      resolve();
      return false;
    });
  };

  /** Resolves with the next update that is told. */
  next(kind: Update["kind"]): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push({ matches: (update) => update.kind === kind, resolve });
    return promise;
  }

  /** English reasons of all failures. */
  reasons(): string[] {
    return this.all.flatMap((update) => update.kind === "failed" ? [update.reason.en] : []);
  }
}

/** Resolves when `holds` does; it is asked again and again, for ten seconds. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 10_000;
  while (!await holds()) {
    assert.ok(performance.now() < end, `Waited in vain until ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
