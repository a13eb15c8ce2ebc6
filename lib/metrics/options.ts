import type { SchemaMapping } from "../shared/default_schema.ts";

/** What the figures are read from and by which rules; a part of the program's configuration. */
export interface MetricsOptions {
  database: {
    /** `postgres://…`; may hold a password, so it is never shown. */
    url: string;
    /** The most connections that are open at once; one reads, and where there may be two, the other listens. */
    pool: number;
    /** Milliseconds after which the database ends a statement. */
    statement_timeout: number;
    /** Whether what was read is kept, so that a tick reads what changed. */
    incremental: boolean;
    /** The channel on which the database tells of changes; empty or absent: nobody listens. */
    notify_channel?: string;
  };
  business: {
    /** IANA zone in which business days are counted. */
    timezone: string;
    /** `HH:MM` at which a business day starts. */
    day_start: string;
    /** Stock up to which a product is low. */
    low_stock: number;
    /** `net` leaves the amounts of cancelled orders out. */
    revenue: "gross" | "net";
  };
  /** Milliseconds from the start of a tick to the start of the next. */
  interval: number;
  schema: SchemaMapping;
}

/** What a running collector can be told. */
export interface MetricsOrder {
  /** Milliseconds from the start of a tick to the start of the next, from now on. */
  readonly interval: number;
}
