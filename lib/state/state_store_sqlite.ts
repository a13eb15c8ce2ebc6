import { dirname } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import type { AuditStore } from "./audit_store.ts";
import { SqliteAuditStore } from "./audit_store_sqlite.ts";
import {
  AVAILABILITY_WINDOWS,
  availabilityOf,
  type MeasuredAvailability,
  type MeasuredChecks,
  NOT_MEASURED,
} from "./availability.ts";
import type { CallStore } from "./call_store.ts";
import { SqliteCallStore, type UseDatabase } from "./call_store_sqlite.ts";
import { CHECK_COLUMNS, checkRecord, checkRow } from "./check_rows.ts";
import { countSteps, historyOf } from "./history_steps.ts";
import { inTransaction, openSqlite } from "./open_sqlite.ts";
import type { SessionStore } from "./session_store.ts";
import { SqliteSessionStore } from "./session_store_sqlite.ts";
import { sqliteFault } from "./sqlite_fault.ts";
import { StateError } from "./state_error.ts";
import type { CheckRecord, HistoryRange, RecordedHistory, StateStore } from "./state_store.ts";
import type { TokenStore } from "./token_store.ts";
import { SqliteTokenStore } from "./token_store_sqlite.ts";
import type { UserStore } from "./user_store.ts";
import { SqliteUserStore } from "./user_store_sqlite.ts";

const HOUR = 3_600_000;
const SAMPLES_KEPT = 48 * HOUR;
const CHECKS_KEPT = 31 * 24 * HOUR;
const AUDIT_KEPT = 400 * 24 * HOUR;

/** Metric by metric, because that is how the primary key finds them: no index over `at` has to be kept for it. */
export const DROP_SAMPLES = "DELETE FROM samples WHERE metric IN (SELECT id FROM metrics) AND at < ?";

/**
 * State in one SQLite file. `address` is its path, with or without `sqlite:` in front; `:memory:` forgets when closed.
 * The file and its folder are made when they are missing.
 *
 * @throws {StateError} when it cannot be used.
 */
export async function openSqliteState(address: string): Promise<StateStore> {
  const path = address.replace(/^sqlite:/, "");
  try {
    if (path !== ":memory:") await makeFile(path);
    return new SqliteStateStore(openSqlite(path), path);
  } catch (error) {
    throw error instanceof StateError ? error : new StateError(sqliteFault(error), { path, cause: error });
  }
}

/** Hashes of passwords are in it, so it is nobody else's to read; SQLite gives its other files the same rights. */
async function makeFile(path: string): Promise<void> {
  await Deno.mkdir(dirname(path), { recursive: true });
  try {
    await Deno.writeFile(path, new Uint8Array(), { createNew: true, mode: 0o600 });
  } catch (error) {
    // What is there already SQLite looks at, and says what is wrong with it.
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
  }
}

class SqliteStateStore implements StateStore {
  readonly calls: CallStore;
  readonly tokens: TokenStore;
  readonly audit: AuditStore;
  readonly users: UserStore;
  readonly sessions: SessionStore;
  readonly #database: DatabaseSync;
  readonly #path: string;
  readonly #statements: ReturnType<typeof prepare>;
  #closed = false;

  constructor(database: DatabaseSync, path: string) {
    this.#database = database;
    this.#path = path;
    this.#statements = prepare(database);
    const use: UseDatabase = (work) => this.#do(work);
    this.calls = new SqliteCallStore(database, use);
    this.tokens = new SqliteTokenStore(database, use);
    this.audit = new SqliteAuditStore(database, use);
    this.users = new SqliteUserStore(database, use);
    this.sessions = new SqliteSessionStore(database, use);
  }

  recordSamples(at: number, figures: Readonly<Record<string, number>>): Promise<void> {
    const { addMetric, addSample } = this.#statements;
    return this.#do(() =>
      inTransaction(this.#database, () => {
        for (const [path, value] of Object.entries(figures)) {
          if (!Number.isFinite(value)) continue;
          addMetric.run(path);
          addSample.run(at, value, path);
        }
      })
    );
  }

  recordCheck(check: CheckRecord): Promise<void> {
    return this.#do(() => void this.#statements.addCheck.run(...checkRow(check)));
  }

  history(range: HistoryRange): Promise<RecordedHistory> {
    return this.#do(() => {
      const steps = countSteps(range);
      const { metric, from_ms, to_ms, step_s } = range;
      const rows = this.#statements.means.all(from_ms, step_s * 1_000, metric, from_ms, to_ms);
      const means = new Map(rows.map(({ step, mean }) => [Number(step), Number(mean)]));
      return historyOf(range, { steps, means });
    });
  }

  checks({ market, since, limit = 1_000 }: { market?: string; since: number; limit?: number }) {
    const { checks, checksOf } = this.#statements;
    return this.#do(() => {
      const rows = market === undefined ? checks.all(since, limit) : checksOf.all(market, since, limit);
      return rows.map(checkRecord);
    });
  }

  availability(market: string, now: number): Promise<MeasuredAvailability> {
    const count = (length: number) =>
      ({ ...this.#statements.measured.get(market, now - length, now) }) as unknown as MeasuredChecks;
    const { day, month } = AVAILABILITY_WINDOWS;
    return this.#do(() => availabilityOf({ day: count(day.length), month: count(month.length) }, now));
  }

  keep(name: string, value: unknown): Promise<void> {
    const { keep, forget } = this.#statements;
    return this.#do(() => {
      if (value === null) forget.run(name);
      else keep.run(name, JSON.stringify(value));
    });
  }

  kept(name: string): Promise<unknown> {
    return this.#do(() => {
      const row = this.#statements.kept.get(name);
      return row === undefined ? null : parsed(String(row.value));
    });
  }

  async prune(now: number): Promise<void> {
    await this.#do(() => {
      this.#statements.dropSamples.run(now - SAMPLES_KEPT);
      this.#statements.dropChecks.run(now - CHECKS_KEPT);
    });
    await this.audit.prune(now - AUDIT_KEPT);
    await this.tokens.prune(now - AUDIT_KEPT);
  }

  close(): Promise<void> {
    if (this.#closed) return Promise.resolve();
    return this.#do(() => {
      this.#closed = true;
      this.#database.close();
    });
  }

  /** SQLite works while everybody waits; a promise is what other stores need. */
  // deno-lint-ignore require-await
  async #do<T>(work: () => T): Promise<T> {
    try {
      // A statement of a closed database ends the whole process on Deno 2.4.
      if (this.#closed) throw new Error("The store was closed");
      return work();
    } catch (error) {
      if (error instanceof RangeError) throw error;
      throw new StateError(sqliteFault(error), { path: this.#path, cause: error });
    }
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

function prepare(database: DatabaseSync) {
  const columns = CHECK_COLUMNS.join(", ");
  const values = CHECK_COLUMNS.map(() => "?").join(", ");
  return {
    addMetric: database.prepare("INSERT INTO metrics (path) VALUES (?) ON CONFLICT DO NOTHING"),
    addSample: database.prepare(
      "INSERT OR REPLACE INTO samples (metric, at, value) SELECT id, ?, ? FROM metrics WHERE path = ?",
    ),
    addCheck: database.prepare(
      `INSERT INTO checks (${columns}) VALUES (${values}) ON CONFLICT DO NOTHING`,
    ),
    means: database.prepare(`
      SELECT CAST((at - ?) / ? AS INTEGER) AS step, avg(value) AS mean FROM samples
      WHERE metric = (SELECT id FROM metrics WHERE path = ?) AND at >= ? AND at < ? GROUP BY step`),
    checks: database.prepare(`SELECT ${columns} FROM checks WHERE at >= ? ORDER BY at DESC, market LIMIT ?`),
    checksOf: database.prepare(
      `SELECT ${columns} FROM checks WHERE market = ? AND at >= ? ORDER BY at DESC, market LIMIT ?`,
    ),
    measured: database.prepare(`
      SELECT count(*) AS measured, count(*) FILTER (WHERE class = 'DOWN') AS down, min(at) AS first FROM checks
      WHERE market = ? AND at > ? AND at <= ? AND confirmed AND class NOT IN (${
      NOT_MEASURED.map((name) => `'${name}'`).join(", ")
    })`),
    keep: database.prepare("INSERT OR REPLACE INTO kept (name, value) VALUES (?, ?)"),
    kept: database.prepare("SELECT value FROM kept WHERE name = ?"),
    forget: database.prepare("DELETE FROM kept WHERE name = ?"),
    dropSamples: database.prepare(DROP_SAMPLES),
    dropChecks: database.prepare("DELETE FROM checks WHERE at < ?"),
  };
}
