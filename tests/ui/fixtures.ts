import { signal } from "@preact/signals";
import type { LiveSignals } from "@/lib/client/live_signals.ts";
import { liveTexts } from "@/lib/shared/i18n/catalogue.ts";
import type { Link } from "@/lib/shared/link.ts";
import { type ApiStatus, emptySnapshot, type HealthClass, type Snapshot } from "@/lib/shared/snapshot.ts";
import type { Language } from "@/lib/shared/text.ts";
import type { View } from "@/lib/ui/view.ts";

/** 14:32:07 in Seoul. */
export const NOW = Date.parse("2026-11-24T05:32:07Z");

export const iso = (ms: number) => new Date(ms).toISOString();

export function viewIn(language: Language = "ko"): View {
  return {
    language,
    marketNames: {},
    timezone: "Asia/Seoul",
    basePath: "",
    texts: liveTexts(language),
  };
}

export const LIVE: Link = {
  phase: "live",
  way: "socket",
  retryAt: null,
  closeCode: null,
  refusal: null,
  silent: false,
};

export function signals(snapshot: Snapshot, link: Link = LIVE): LiveSignals {
  return { snapshot: signal(snapshot), now: signal(NOW), link: signal(link) };
}

export function check(health: HealthClass, change: Partial<ApiStatus> = {}): ApiStatus {
  return {
    status: health === "UP" ? "healthy" : "degraded",
    class: health,
    probe: "signed",
    status_code: 200,
    response_time: 120.4,
    last_check: iso(NOW - 21_000),
    error: null,
    remedy: null,
    availability: { day: 0.9995, month: null, since: iso(NOW - 86_400_000) },
    ...change,
  };
}

/** Nothing was ever read. */
export const unknownShop = (): Snapshot => emptySnapshot("live", "epoch-1", iso(NOW));

/** A shop of which everything was read just now. */
export function freshShop(): Snapshot {
  const snapshot = unknownShop();
  for (const source of Object.values(snapshot.sources)) Object.assign(source, { state: "ok", at: iso(NOW) });
  return {
    ...snapshot,
    sales: {
      business_day: "2026-11-24",
      revenue: "gross",
      today: { today_orders: 356, today_revenue: 12_843_210, unique_customers: 311 },
      yesterday_same_time: { orders: 400, revenue: 11_431_900 },
      weekly_trend: Array.from({ length: 8 }, (_, index) => ({
        date: `2026-11-${17 + index}`,
        orders: 10 + index,
        revenue: 1_000_000 + index,
      })),
      hourly_trend: Array.from({ length: 24 }, (_, hour) => ({
        hour,
        orders: hour < 15 ? hour : 0,
        revenue: hour < 15 ? hour * 10_000 : 0,
      })),
    },
    orders: {
      status_counts: { pending: 42, processing: 87, completed: 803, cancelled: 21, RETURNED: 6 },
      by_market: [
        { market_code: "coupang", orders: 190, revenue: 4_000_000 },
        { market_code: "my-mall", orders: 45, revenue: 8_843_210 },
      ],
      pending: 42,
      processing: 87,
      completed: 803,
      cancelled: 21,
    },
    inventory: {
      total_products: 1240,
      low_stock: 18,
      out_of_stock: 3,
      inventory_value: 184_320_000,
      low: [
        { name: "제주 감귤 5kg", market_code: "coupang", stock: -2 },
        { name: "한우 등심", market_code: "naver", stock: 0 },
        { name: "텀블러", market_code: "11st", stock: 3 },
      ],
    },
    system: {
      error_rate: 4,
      error_ratio: 0.0031,
      warning_count: 17,
      api_metrics: {
        avg_response_time: 182.4,
        max_response_time: 1240,
        p95_response_time: 611,
        total_requests: 1284,
      },
      scheduled_jobs: [
        { job_type: "order_sync", status: "active", last_run_at: iso(NOW - 120_000), next_run_at: null },
      ],
    },
    api_status: { coupang: check("UP"), naver: check("UP", { probe: "keyless" }) },
  };
}

/** A shop in which nothing has happened, which is known. */
export function emptyShop(): Snapshot {
  const shop = freshShop();
  const { sales, orders } = shop;
  return {
    ...shop,
    sales: {
      ...sales!,
      today: { today_orders: 0, today_revenue: 0, unique_customers: 0 },
      yesterday_same_time: { orders: 0, revenue: 0 },
      hourly_trend: sales!.hourly_trend.map(({ hour }) => ({ hour, orders: 0, revenue: 0 })),
      weekly_trend: sales!.weekly_trend.map(({ date }) => ({ date, orders: 0, revenue: 0 })),
    },
    orders: {
      ...orders!,
      status_counts: {},
      by_market: [],
      pending: 0,
      processing: 0,
      completed: 0,
      cancelled: 0,
    },
    inventory: { total_products: 0, low_stock: 0, out_of_stock: 0, inventory_value: 0, low: [] },
    system: {
      error_rate: 0,
      error_ratio: 0,
      warning_count: 0,
      api_metrics: {
        avg_response_time: null,
        max_response_time: null,
        p95_response_time: null,
        total_requests: 0,
      },
      scheduled_jobs: [],
    },
  };
}

/** The database went away three minutes ago. */
export function staleShop(): Snapshot {
  const shop = freshShop();
  const reason = { ko: "연결이 거부되었습니다.", en: "Connection refused." };
  const remedy = { ko: "주소를 확인해 주세요.", en: "Check the address." };
  const down = { state: "down", at: iso(NOW - 190_000), reason, remedy, interval: 5_000 } as const;
  const { sources } = shop;
  return {
    ...shop,
    sources: {
      ...sources,
      database: down,
      sales: down,
      orders: down,
      inventory: down,
      system: down,
      jobs: down,
    },
  };
}
