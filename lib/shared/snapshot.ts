/**
 * The snapshot: everything a dashboard shows, as one JSON value. It is what `GET /api/snapshot` answers and what a
 * WebSocket `initial` carries. Numbers are JSON numbers, times ISO 8601 with offset, money is in KRW.
 *
 * A figure that could not be read is `null` in a full snapshot; its source says since when and why.
 */
import type { ConfigNews } from "./config_news.ts";
import type { CustomFigure } from "./custom_metric.ts";
import { type Layout, USUAL_LAYOUT } from "./layout.ts";
import type { Text } from "./text.ts";

/** Unknown is `null`, and in a state rebuilt from merge patches also absent; never 0. */
export type Known<T> = T | null;

/** In KRW; null where amounts are hidden from who asks. Which members are amounts is said in `mask.ts`. */
export type Amount = number | null;

export interface Snapshot {
  /** When the hub last changed or confirmed the snapshot. */
  timestamp: string;
  /** Number of the last change within `epoch`. */
  seq: number;
  /** Identity of what is numbered: a new one at each start of the process, and another without amounts. */
  epoch: string;
  mode: "live" | "demo";
  sales: Known<Sales>;
  orders: Known<Orders>;
  inventory: Known<Inventory>;
  system: System;
  api_status: Record<string, ApiStatus>;
  sources: Record<SourceName, Source>;
  /** Figures are read every second for some hours; null at all other times. */
  sale: Known<Sale>;
  /** What is not as the configuration file says; null while all is. */
  config: Known<ConfigNews>;
  /** Which cards pages show, and the seller's own charts. */
  layout: Layout;
  alerts: unknown[];
  /** The seller's own metrics by their names. */
  custom: Record<string, CustomFigure>;
  /** Amounts of money are null because they are hidden from who asks; absent where they are shown. */
  masked?: true;
}

export interface Sale {
  /** When it ends by itself. */
  until: string;
}

export interface Sales {
  /** The business day that the figures are of, `YYYY-MM-DD` in the business's zone. */
  business_day: string;
  revenue: "gross" | "net";
  /** Customers are unknown when the configuration maps no column for them. */
  today: { today_orders: number; today_revenue: Amount; unique_customers: Known<number> };
  yesterday_same_time: { orders: number; revenue: Amount };
  /** Eight business days, oldest first, today last; empty days are present with 0. */
  weekly_trend: DayFigures[];
  /** 24 entries from the hour at which the business day starts. */
  hourly_trend: HourFigures[];
}

export interface DayFigures {
  date: string;
  orders: number;
  revenue: Amount;
}

export interface HourFigures {
  hour: number;
  orders: number;
  revenue: Amount;
}

export interface Orders {
  /** Yesterday and today, every word that occurs in the status column; `""` for those that have none. */
  status_counts: Record<string, number>;
  /** Today, most orders first. */
  by_market: MarketFigures[];
  pending: number;
  processing: number;
  completed: number;
  cancelled: number;
}

export interface MarketFigures {
  /** Empty for orders that name no market. */
  market_code: string;
  orders: number;
  revenue: Amount;
}

export interface Inventory {
  total_products: number;
  /** Stock at or below the configured limit, empty ones included. */
  low_stock: number;
  out_of_stock: number;
  inventory_value: Amount;
  /** The twenty lowest of the low. */
  low: LowProduct[];
}

export interface LowProduct {
  /** Empty for a product that has none, as is its market's code. */
  name: string;
  market_code: string;
  stock: number;
}

/** Filled by two sources: `system` (the log table) and `jobs` (the job table). */
export interface System {
  /** Errors of the last hour (a count, as the old name had it). */
  error_rate: Known<number>;
  /** Errors as a share (0 to 1) of all log rows of the last hour. */
  error_ratio: Known<number>;
  warning_count: Known<number>;
  /** Log rows with a duration of the last five minutes; times in ms, null when there were none. */
  api_metrics: Known<ApiMetrics>;
  scheduled_jobs: Known<ScheduledJob[]>;
}

export interface ApiMetrics {
  avg_response_time: Known<number>;
  max_response_time: Known<number>;
  p95_response_time: Known<number>;
  total_requests: number;
}

export interface ScheduledJob {
  job_type: string;
  status: string;
  last_run_at: string | null;
  next_run_at: string | null;
}

/** The truth about a market's API; `status` of {@linkcode ApiStatus} keeps the words of the old system. */
export const HEALTH_CLASSES = [
  "UP",
  "SLOW",
  "DOWN",
  "AUTH",
  "IP",
  "QUOTA",
  "MAINTENANCE",
  "SELF_OFFLINE",
  "UNKNOWN",
] as const;
export type HealthClass = (typeof HEALTH_CLASSES)[number];

export interface ApiStatus {
  status: "healthy" | "degraded" | "timeout" | "error" | "unknown";
  class: HealthClass;
  /** `keyless` proves that somebody answers, not that our key works. */
  probe: "signed" | "keyless";
  status_code: number | null;
  /** Milliseconds; null when nothing answered. */
  response_time: number | null;
  last_check: string;
  /** What was seen, in the market's own words; for the table and the log. */
  error: string | null;
  remedy: Text | null;
  /** `error` in the reader's words where it is ours to put; null (or absent) where the market's own words are all. */
  reason?: Known<Text>;
  /** Where the time went; absent in what an older version stored. */
  phases?: Known<Phases>;
  /** Milliseconds that this market usually takes; null until enough was measured. */
  usual?: Known<number>;
  /** Milliseconds that our clock is ahead of what the markets' `Date` headers say. */
  clock_skew?: Known<number>;
  /** Our own program stood still for so many milliseconds that a measurement was void and taken again. */
  lag?: Known<number>;
  /** A state other than `class` that was seen, and not yet often enough to be believed. */
  confirming?: Known<Confirming>;
  /**
   * Milliseconds from `last_check` on for which this may be taken for the present. A length and not a moment, because it
   * stays the same from check to check and then costs its viewers nothing.
   */
  fresh_for?: number;
  /** `fresh_for` has passed: nothing is known of the present. Set by the hub. */
  stale?: boolean;
  /** Our own requests within the last hour; null when they cannot be counted, absent where nothing is counted. */
  budget?: Known<Budget>;
  /** By what the market knows us, and until when it does; only what has an end that is known. */
  credentials?: CredentialAge[];
  availability: Availability;
}

/** The steps of a check, in their order; `first_byte` is from the request to the head of the answer. */
export const PHASES = ["dns", "connect", "tls", "first_byte"] as const;

/** Milliseconds; null where there was no such step (an address needs no look-up) or where it was not got over. */
export type Phases = Record<(typeof PHASES)[number], Known<number>>;

export interface Confirming {
  class: HealthClass;
  /** What `class` is in the old system's words. */
  status?: ApiStatus["status"];
  /** How often it was seen, and how often it has to be. */
  seen: number;
  of: number;
}

/** How many of the requests that may be sent within any hour were sent. */
export interface Budget {
  used: number;
  limit: number;
  /** When the oldest one counts no more, or the market lets us come back; null when there is nothing to wait for. */
  resets_at: string | null;
}

/** Moments are ISO 8601. */
export interface CredentialAge {
  /** `access_key`, `access_token` … */
  name: string;
  issued: string;
  expires: string;
  /** Whole days until it expires: 0 on its last day, negative afterwards. */
  days_left: number;
}

/** Shares from 0 to 1; null until enough was measured. Only DOWN counts against a market. */
export interface Availability {
  day: Known<number>;
  month: Known<number>;
  /** When the first measurement that still counts was taken. */
  since: string | null;
}

export const SOURCE_NAMES = [
  "database",
  "redis",
  "sales",
  "orders",
  "inventory",
  "system",
  "jobs",
  "checks",
] as const;
export type SourceName = (typeof SOURCE_NAMES)[number];

/** How well one origin of figures is. The figures of a source that is not `ok` are as old as `at`. */
export interface Source {
  state: "ok" | "stale" | "down" | "unknown";
  /** When it last delivered; null when it never did. */
  at: string | null;
  /** Why it is not ok; of one that is, what is out of the ordinary about it. */
  reason: Text | null;
  remedy: Text | null;
  /** Milliseconds between two of its deliveries, as it is now; null where nobody waits for the next one. */
  interval: number | null;
}

/** The parts of the snapshot that a subscriber may leave out; `sources` and `alerts` always travel. */
export const TOPICS = ["sales", "orders", "inventory", "system", "api_status", "custom"] as const;
export type Topic = (typeof TOPICS)[number];

/** A snapshot in which nothing is known yet. */
export function emptySnapshot(mode: Snapshot["mode"], epoch: string, timestamp: string): Snapshot {
  const unknown = (): Source => ({
    state: "unknown",
    at: null,
    reason: null,
    remedy: null,
    interval: null,
  });
  const sources = Object.fromEntries(SOURCE_NAMES.map((name) => [name, unknown()]));
  return {
    timestamp,
    seq: 0,
    epoch,
    mode,
    sales: null,
    orders: null,
    inventory: null,
    system: {
      error_rate: null,
      error_ratio: null,
      warning_count: null,
      api_metrics: null,
      scheduled_jobs: null,
    },
    api_status: {},
    sources: sources as Record<SourceName, Source>,
    sale: null,
    config: null,
    layout: USUAL_LAYOUT,
    alerts: [],
    custom: {},
  };
}
