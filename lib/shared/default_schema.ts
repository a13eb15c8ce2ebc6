/** How the seller's tables are called, and what they are called unless the configuration says otherwise. */

/** The four groups into which the words of an order's status column are counted. */
export const STATUS_GROUPS = ["pending", "processing", "completed", "cancelled"] as const;
export type StatusGroup = (typeof STATUS_GROUPS)[number];
export type StatusWords = Record<StatusGroup, string[]>;

/**
 * A bare word is always a column, anything else an SQL expression over the relation's table. A table may be named
 * with its schema, or be what `inlineRelation()` makes of a SELECT. A relation that is null is switched off; a column that is null does not exist.
 */
export interface SchemaMapping {
  orders: OrdersMapping | null;
  products: ProductsMapping | null;
  logs: LogsMapping | null;
  jobs: JobsMapping | null;
}

export interface OrdersMapping {
  table: string;
  id: string;
  at: string;
  updated_at: string | null;
  market: string;
  status: string;
  amount: string;
  customer: string | null;
  /** IANA zone of `at` where that is a column without a zone. */
  time_zone: string;
  /** Words match exactly as written, apart from ASCII case. No word is in two groups. */
  statuses: StatusWords;
}

export interface ProductsMapping {
  table: string;
  id: string;
  name: string;
  market: string;
  stock: string;
  price: string;
  /** Condition that holds for the products that are counted; null counts all. */
  active: string | null;
  updated_at: string | null;
}

export interface LogsMapping {
  table: string;
  at: string;
  level: string;
  duration_ms: string | null;
  /** IANA zone of `at` where that is a column without a zone. */
  time_zone: string;
}

export interface JobsMapping {
  table: string;
  type: string;
  status: string;
  last_run: string | null;
  next_run: string | null;
}

/**
 * The markets' own status words, always understood besides those of the mapping: Coupang's order sheet status and
 * return `receiptStatus`, Naver's `productOrderStatus` and `claimStatus`, 11st's `ordPrdStat`. An open claim counts as
 * processing. Words that say that a claim came to nothing are left out, because such an order is whatever it was before.
 */
export const MARKET_STATUS_WORDS: Readonly<Record<"coupang" | "naver" | "11st", StatusWords>> = {
  coupang: {
    pending: ["ACCEPT"],
    processing: [
      "INSTRUCT",
      "DEPARTURE",
      "DELIVERING",
      "NONE_TRACKING",
      "RELEASE_STOP_UNCHECKED",
      "RETURNS_UNCHECKED",
      "VENDOR_WAREHOUSE_CONFIRM",
      "REQUEST_COUPANG_CHECK",
    ],
    completed: ["FINAL_DELIVERY"],
    cancelled: ["RETURNS_COMPLETED"],
  },
  naver: {
    pending: ["PAYMENT_WAITING", "PAYED"],
    processing: [
      "DELIVERING",
      "CANCEL_REQUEST",
      "CANCELING",
      "RETURN_REQUEST",
      "COLLECTING",
      "COLLECT_DONE",
      "EXCHANGE_REQUEST",
      "EXCHANGE_REDELIVERING",
    ],
    completed: ["DELIVERED", "PURCHASE_DECIDED", "EXCHANGED", "EXCHANGE_DONE"],
    cancelled: ["CANCELED", "RETURNED", "CANCELED_BY_NOPAYMENT", "CANCEL_DONE", "RETURN_DONE"],
  },
  "11st": {
    pending: ["101", "102", "103", "200", "201", "202", "801"],
    processing: ["301", "401", "601", "701"],
    completed: ["501", "901"],
    cancelled: ["A01", "B01", "C01"],
  },
};

/** `own` and the markets' words that `own` does not put in a group itself. */
export function withMarketWords(own: StatusWords): StatusWords {
  const seen = new Set(STATUS_GROUPS.flatMap((group) => own[group].map((word) => word.toLowerCase())));
  const words: StatusWords = { ...own };
  for (const market of Object.values(MARKET_STATUS_WORDS)) {
    for (const group of STATUS_GROUPS) {
      const added = market[group].filter((word) => !seen.has(word.toLowerCase()));
      words[group] = [...words[group], ...added];
      for (const word of added) seen.add(word.toLowerCase());
    }
  }
  return words;
}

/** The tables of the system that MarketPulse replaces. */
export function defaultSchema(): {
  orders: OrdersMapping;
  products: ProductsMapping;
  logs: LogsMapping;
  jobs: JobsMapping;
} {
  return {
    orders: {
      table: "market_orders",
      id: "id",
      at: "order_date",
      updated_at: "updated_at",
      market: "market_code",
      status: "order_status",
      amount: "total_price",
      customer: "buyer_email",
      time_zone: "Asia/Seoul",
      statuses: withMarketWords({
        pending: ["pending"],
        processing: ["processing"],
        completed: ["completed"],
        cancelled: ["cancelled"],
      }),
    },
    products: {
      table: "unified_products",
      id: "id",
      name: "name",
      market: "market_code",
      stock: "stock_quantity",
      price: "sale_price",
      active: "status = 'active'",
      updated_at: "updated_at",
    },
    logs: {
      table: "system_logs",
      at: "timestamp",
      level: "level",
      duration_ms: "execution_time",
      time_zone: "Asia/Seoul",
    },
    jobs: {
      table: "schedule_jobs",
      type: "job_type",
      status: "status",
      last_run: "last_run_at",
      next_run: "next_run_at",
    },
  };
}
