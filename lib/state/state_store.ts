/** What MarketPulse itself has to remember: figures over time, the results of checks, and who may look at them. */
import type { ApiStatus, Known, Phases } from "../shared/snapshot.ts";
import type { Text } from "../shared/text.ts";
import type { MeasuredAvailability } from "./availability.ts";
import type { History } from "../shared/history.ts";
import type { AuditStore } from "./audit_store.ts";
import type { FactorStore } from "./factor_store.ts";
import type { CallStore } from "./call_store.ts";
import type { TokenStore } from "./token_store.ts";
import type { SessionStore } from "./session_store.ts";
import type { UserStore } from "./user_store.ts";

/** Every method rejects with a {@linkcode StateError} (`state_error.ts`) when the store cannot do its work. */
export interface StateStore {
  /** The requests that were sent to the markets. */
  readonly calls: CallStore;
  /** Keys of programs and screens. */
  readonly tokens: TokenStore;
  /** Who did what. */
  readonly audit: AuditStore;
  /** Who may log in. */
  readonly users: UserStore;
  /** Who is logged in. */
  readonly sessions: SessionStore;
  /** What some users show besides their password. */
  readonly factors: FactorStore;

  /**
   * Remembers the figures of one moment (ms since 1970) by their paths in the snapshot. Figures that are no finite
   * numbers are left out; a second figure of the same path and moment replaces the first.
   */
  recordSamples(at: number, figures: Readonly<Record<string, number>>): Promise<void>;

  /** A result that is posted again with the moment of its check, as it is while a market is left alone, changes nothing. */
  recordCheck(check: CheckRecord): Promise<void>;

  /**
   * The means of a figure per step. A figure that was never recorded is null in every step.
   *
   * @throws {RangeError} when the range is empty, the step is no positive number, or there would be more than
   * {@linkcode MAX_POINTS} points.
   */
  history(range: HistoryRange): Promise<RecordedHistory>;

  /** The checks since a moment, newest first, of one market or of all; at most `limit` (1,000). */
  checks(filter: { market?: string; since: number; limit?: number }): Promise<CheckRecord[]>;

  /**
   * Shares of the measured checks that did not find a market DOWN, over the last 24 hours (`day`) and 30 days
   * (`month`). A check that says nothing about the market (SELF_OFFLINE, UNKNOWN) or
   * was not confirmed is not measured. A share is null until
   * the first measurement of its window is half an hour (`day`) or 24 hours (`month`) old.
   */
  availability(market: string, now: number): Promise<MeasuredAvailability>;

  /** Keeps a small JSON value under a name, in place of the one before; null forgets it. */
  keep(name: string, value: unknown): Promise<void>;

  /** The value that is kept under a name; null when there is none, or none that can be read. */
  kept(name: string): Promise<unknown>;

  /**
   * Forgets samples older than 48 hours, checks older than 31 days, entries of the audit log older than 400 days, and
   * tokens that ended so long ago.
   */
  prune(now: number): Promise<void>;

  close(): Promise<void>;
}

/** A figure over time; whoever asked knows the range, and in which zone to tell it. */
export type RecordedHistory = Omit<History, "from" | "to">;

/** A check's result as it is kept. */
export interface CheckRecord
  extends Pick<ApiStatus, "class" | "status" | "probe" | "status_code" | "response_time" | "error"> {
  market: string;
  /** ms since 1970 */
  at: number;
  /** Whether its class was believed then; one that was seen too seldom counts neither for nor against a market. */
  confirmed: boolean;
  /** `error` in words for people, where they are ours. */
  reason: Known<Text>;
  /** Where the time went; null where nothing of it was measured, and of checks before that was recorded. */
  phases: Known<Phases>;
}

export interface HistoryRange {
  /** Path of the figure in the snapshot. */
  metric: string;
  /** ms since 1970; `from_ms` inclusive, `to_ms` exclusive. Steps are counted from `from_ms`. */
  from_ms: number;
  to_ms: number;
  /** Seconds. */
  step_s: number;
}

/** The most points of one answer. */
export const MAX_POINTS = 2_000;
