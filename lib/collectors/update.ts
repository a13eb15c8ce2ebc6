/** What collectors tell the hub. Failure is data on the same wire as success. */
import type { CustomReading } from "../shared/custom_metric.ts";
import type { ApiStatus, Inventory, Orders, Sales, SourceName, System } from "../shared/snapshot.ts";
import type { Text } from "../shared/text.ts";

/** What each source may fill in; `system` and `jobs` share the snapshot's `system`. */
export interface FiguresBySource {
  database: null;
  redis: null;
  sales: Sales;
  orders: Orders;
  inventory: Inventory;
  system: Omit<System, "scheduled_jobs">;
  jobs: Pick<System, "scheduled_jobs">;
  /** The markets that were checked; others keep their last result. Availability is added by the receiver. */
  checks: Record<string, CheckResult>;
}

/** A market's check as its worker saw it. */
export type CheckResult = Omit<ApiStatus, "availability" | "stale">;

export type Delivered = {
  [S in SourceName]: {
    readonly kind: "delivered";
    readonly source: S;
    /** When the figures were read, ISO 8601 with offset. */
    readonly at: string;
    readonly data: FiguresBySource[S];
    /** Milliseconds that reading took; absent where nobody asked for something. */
    readonly took?: number;
    /** Milliseconds until the next one is due; absent where that is not the collector's to say. */
    readonly interval?: number;
    /** How the database's notifications are heard. */
    readonly wakeup?: Wakeup;
    /** What is out of the ordinary although the figures are right. */
    readonly note?: Note;
    /** Of the database alone: tables that are read in another way than before, or that a recount corrected. */
    readonly tables?: readonly TableReading[];
  };
}[SourceName];

/** `deaf`: it listens, but nothing arrives; `off`: nobody is to listen. */
export type ListenerState = "off" | "connecting" | "listening" | "deaf" | "lost";

export interface Wakeup {
  readonly listener: ListenerState;
  /** How often listening was lost since the collector began; each time it is tried again. */
  readonly losses: number;
  /** Whether a notification asked for this reading. */
  readonly woken: boolean;
}

export interface Note {
  readonly reason: Text;
  readonly remedy: Text | null;
}

/** How the figures of one of the shop's tables are had. */
export interface TableReading {
  /** As the configuration calls it, for example `orders`. */
  readonly relation: string;
  /**
   * `changes`: only rows that changed are read; `new`: only new ones, changed ones are found by recounting; `everything`:
   * the database counts at each tick.
   */
  readonly reads: "changes" | "new" | "everything";
  /** Why not only changes are read. */
  readonly reason: Text | null;
  /** Rows in which a recount found what reading changes had missed; corrected since. */
  readonly corrected: number;
}

/** The source could not be read. */
export interface Failed {
  readonly kind: "failed";
  readonly source: SourceName;
  readonly at: string;
  readonly reason: Text;
  readonly remedy: Text | null;
  readonly took?: number;
  readonly interval?: number;
  readonly wakeup?: Wakeup;
  /** Nobody is at fault: the configuration switched the source off. */
  readonly off?: true;
}

export type Update = Delivered | Failed;

/** What the seller's own metrics came to. */
export interface CustomReport {
  readonly custom: readonly CustomReading[];
}
