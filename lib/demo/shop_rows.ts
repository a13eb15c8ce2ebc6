/** The demo shop's tables as objects: the names are those of the columns, so that a row can be written as it is. */
import type { Market } from "./shop_markets.ts";

export type OrderStatus = "pending" | "processing" | "completed" | "cancelled";

/** A row of `market_orders`. Instants are milliseconds since 1970 in all rows; the writer turns them into columns. */
export interface OrderRow {
  readonly id: number;
  readonly market_code: Market;
  readonly market_order_id: string;
  readonly order_date: number;
  readonly buyer_email: string;
  order_status: OrderStatus;
  /** Whole won. */
  readonly total_price: number;
  updated_at: number;
}

/** A row of `unified_products`. */
export interface ProductRow {
  readonly id: number;
  readonly name: string;
  readonly market_code: Market;
  readonly status: "active" | "inactive";
  stock_quantity: number;
  /** Whole won. */
  readonly sale_price: number;
  updated_at: number;
}

/** A row of `system_logs`. */
export interface LogRow {
  readonly id: number;
  readonly timestamp: number;
  readonly level: "INFO" | "WARNING" | "ERROR";
  readonly logger: string;
  readonly message: string;
  readonly market_code: Market | null;
  /** Milliseconds; null for what was not a call. */
  readonly execution_time: number | null;
}

/** A row of `schedule_jobs`. */
export interface JobRow {
  readonly id: number;
  readonly job_type: string;
  readonly status: "active";
  last_run_at: number;
  next_run_at: number;
}

/** The rows that are new or different, each once and as it is now. */
export interface ShopChanges {
  readonly orders: Set<OrderRow>;
  readonly products: Set<ProductRow>;
  readonly logs: Set<LogRow>;
  readonly jobs: Set<JobRow>;
}
