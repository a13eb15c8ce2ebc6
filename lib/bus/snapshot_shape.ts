/** Whether something that was stored is a snapshot that this version of the program can show. */
import * as z from "zod";
import { METRIC_UNITS } from "../shared/custom_metric.ts";
import { type Layout, USUAL_LAYOUT } from "../shared/layout.ts";
import type { Snapshot } from "../shared/snapshot.ts";
import { HEALTH_CLASSES, SOURCE_NAMES } from "../shared/snapshot.ts";

const number = z.number();
const text = z.object({ ko: z.string(), en: z.string() });
const day = z.object({ date: z.string(), orders: number, revenue: number });
const hour = z.object({ hour: number, orders: number, revenue: number });

const sales = z.object({
  business_day: z.string(),
  revenue: z.enum(["gross", "net"]),
  today: z.object({ today_orders: number, today_revenue: number, unique_customers: number.nullable() }),
  yesterday_same_time: z.object({ orders: number, revenue: number }),
  weekly_trend: z.array(day),
  hourly_trend: z.array(hour),
});

const orders = z.object({
  status_counts: z.record(z.string(), number),
  by_market: z.array(z.object({ market_code: z.string(), orders: number, revenue: number })),
  pending: number,
  processing: number,
  completed: number,
  cancelled: number,
});

const inventory = z.object({
  total_products: number,
  low_stock: number,
  out_of_stock: number,
  inventory_value: number,
  low: z.array(z.object({ name: z.string(), market_code: z.string(), stock: number })),
});

const system = z.object({
  error_rate: number.nullable(),
  error_ratio: number.nullable(),
  warning_count: number.nullable(),
  api_metrics: z.object({
    avg_response_time: number.nullable(),
    max_response_time: number.nullable(),
    p95_response_time: number.nullable(),
    total_requests: number,
  }).nullable(),
  scheduled_jobs: z.array(z.object({
    job_type: z.string(),
    status: z.string(),
    last_run_at: z.string().nullable(),
    next_run_at: z.string().nullable(),
  })).nullable(),
});

const healthClass = z.enum(HEALTH_CLASSES);
const healthWord = z.enum(["healthy", "degraded", "timeout", "error", "unknown"]);
const ms = number.nullable();

const apiStatus = z.object({
  status: healthWord,
  class: healthClass,
  probe: z.enum(["signed", "keyless"]),
  status_code: number.nullable(),
  response_time: number.nullable(),
  last_check: z.string(),
  error: z.string().nullable(),
  remedy: text.nullable(),
  reason: text.nullish(),
  phases: z.object({ dns: ms, connect: ms, tls: ms, first_byte: ms }).nullish(),
  usual: ms.optional(),
  clock_skew: ms.optional(),
  lag: ms.optional(),
  confirming: z.object({ class: healthClass, status: healthWord.optional(), seen: number, of: number })
    .nullish(),
  fresh_for: z.number().optional(),
  stale: z.boolean().optional(),
  budget: z.object({ used: number, limit: number, resets_at: z.string().nullable() }).nullish(),
  credentials: z.array(
    z.object({ name: z.string(), issued: z.string(), expires: z.string(), days_left: number }),
  ).optional(),
  availability: z.object({
    day: number.nullable(),
    month: number.nullable(),
    since: z.string().nullable(),
  }),
});

const source = z.object({
  state: z.enum(["ok", "stale", "down", "unknown"]),
  at: z.string().nullable(),
  reason: text.nullable(),
  remedy: text.nullable(),
  // Not known to earlier versions, and not taken over from another run.
  interval: number.nullable().default(null),
});

const customFigure = z.object({
  title: text,
  unit: z.enum(METRIC_UNITS),
  format: z.string(),
  thresholds: z.object({
    warn: number.nullable(),
    bad: number.nullable(),
    direction: z.enum(["above", "below"]),
  }),
  interval: number,
  definition: z.string(),
  state: z.enum(["ok", "stale", "down", "unknown"]),
  at: z.string().nullable(),
  reason: text.nullable(),
  remedy: text.nullable(),
  value: z.union([number, z.string()]).nullish(),
  columns: z.array(z.object({ name: z.string(), kind: z.enum(["number", "text"]) })).nullish(),
  rows: z.array(z.array(z.union([number, z.string()]).nullable())).nullish(),
  level: z.enum(["ok", "warn", "bad"]).nullable(),
});

const snapshotShape = z.object({
  timestamp: z.string(),
  seq: number,
  epoch: z.string(),
  mode: z.enum(["live", "demo"]),
  sales: sales.nullable(),
  orders: orders.nullable(),
  inventory: inventory.nullable(),
  system,
  api_status: z.record(z.string(), apiStatus),
  sources: z.record(z.enum(SOURCE_NAMES), source),
  // Not known to earlier versions, and kept in the own state.
  sale: z.object({ until: z.string() }).nullable().default(null),
  // Of the process alone that wrote it.
  config: z.unknown().transform(() => null).optional().default(null),
  // As it is configured now.
  layout: z.unknown().transform((): Layout => USUAL_LAYOUT).optional().default(USUAL_LAYOUT),
  alerts: z.array(z.unknown()),
  // An earlier version knew of none.
  custom: z.record(z.string(), customFigure).catch({}),
}) satisfies z.ZodType<Snapshot>;

/** The snapshot that a JSON text holds, or null when it holds none. */
export function readSnapshot(json: string): Snapshot | null {
  try {
    return snapshotShape.parse(JSON.parse(json));
  } catch {
    return null;
  }
}
