import type { MeasuredAvailability } from "./availability.ts";
import type { AuditStore } from "./audit_store.ts";
import { SqlAuditStore } from "./audit_store_sql.ts";
import type { FactorStore } from "./factor_store.ts";
import { SqlFactorStore } from "./factor_store_sql.ts";
import type { CallStore } from "./call_store.ts";
import { SqlCallStore } from "./call_store_sql.ts";
import { CHECK_COLUMNS, checkRecord } from "./check_rows.ts";
import { addCheck, readAvailability } from "./checks_sql.ts";
import { countSteps, historyOf } from "./history_steps.ts";
import { addSamples } from "./samples_sql.ts";
import type { SessionStore } from "./session_store.ts";
import { SqlSessionStore } from "./session_store_sql.ts";
import type { SqlDatabase } from "./sql_database.ts";
import type { CheckRecord, HistoryRange, RecordedHistory, StateStore } from "./state_store.ts";
import type { TokenStore } from "./token_store.ts";
import { SqlTokenStore } from "./token_store_sql.ts";
import type { UserStore } from "./user_store.ts";
import { SqlUserStore } from "./user_store_sql.ts";

const HOUR = 3_600_000;
const SAMPLES_KEPT = 48 * HOUR;
const CHECKS_KEPT = 31 * 24 * HOUR;
const AUDIT_KEPT = 400 * 24 * HOUR;

/** State in an SQL database that is open and up to date. */
export class SqlStateStore implements StateStore {
  readonly calls: CallStore;
  readonly tokens: TokenStore;
  readonly audit: AuditStore;
  readonly users: UserStore;
  readonly sessions: SessionStore;
  readonly factors: FactorStore;
  readonly #database: SqlDatabase;
  readonly #sql: ReturnType<typeof statements>;

  constructor(database: SqlDatabase) {
    this.#database = database;
    this.#sql = statements(database.prefix);
    this.calls = new SqlCallStore(database);
    this.tokens = new SqlTokenStore(database);
    this.audit = new SqlAuditStore(database);
    this.users = new SqlUserStore(database);
    this.sessions = new SqlSessionStore(database);
    this.factors = new SqlFactorStore(database);
  }

  recordSamples(at: number, figures: Readonly<Record<string, number>>): Promise<void> {
    return addSamples(this.#database, { at, figures });
  }

  recordCheck(check: CheckRecord): Promise<void> {
    return addCheck(this.#database, check);
  }

  async history(range: HistoryRange): Promise<RecordedHistory> {
    const steps = countSteps(range);
    const { metric, from_ms, to_ms, step_s } = range;
    const step_ms = Math.max(1, Math.round(step_s * 1_000));
    const rows = await this.#database.all(this.#sql.means, [from_ms, step_ms, metric, from_ms, to_ms]);
    const means = new Map(rows.map(({ step, mean }) => [Number(step), Number(mean)]));
    return historyOf(range, { steps, means });
  }

  async checks({ market, since, limit = 1_000 }: { market?: string; since: number; limit?: number }) {
    const { checks, checksOf } = this.#sql;
    const rows = market === undefined
      ? await this.#database.all(checks, [since, limit])
      : await this.#database.all(checksOf, [market, since, limit]);
    return rows.map(checkRecord);
  }

  availability(market: string, now: number): Promise<MeasuredAvailability> {
    return readAvailability(this.#database, { market, now });
  }

  async keep(name: string, value: unknown): Promise<void> {
    const { keep, forget } = this.#sql;
    if (value === null) await this.#database.all(forget, [name]);
    else await this.#database.all(keep, [name, JSON.stringify(value)]);
  }

  async kept(name: string): Promise<unknown> {
    const [row] = await this.#database.all(this.#sql.kept, [name]);
    return row === undefined ? null : parsed(String(row.value));
  }

  async prune(now: number): Promise<void> {
    // Metric by metric, because that is how the primary key finds them: no index over `at` has to be kept for it.
    for (const { id } of await this.#database.all(this.#sql.metrics)) {
      await this.#database.all(this.#sql.dropSamples, [Number(id), now - SAMPLES_KEPT]);
    }
    await this.#database.all(this.#sql.dropChecks, [now - CHECKS_KEPT]);
    await this.#database.all(this.#sql.dropHours, [Math.floor((now - CHECKS_KEPT) / HOUR)]);
    await this.audit.prune(now - AUDIT_KEPT);
    await this.tokens.prune(now - AUDIT_KEPT);
  }

  close(): Promise<void> {
    return this.#database.close();
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

/** Also for tests of how they are carried out. */
export function statements(prefix: string) {
  const columns = CHECK_COLUMNS.join(", ");
  const select = `SELECT ${columns} FROM ${prefix}checks`;
  return {
    means:
      `SELECT (at - CAST(? AS BIGINT)) / CAST(? AS BIGINT) AS step, avg(value) AS mean FROM ${prefix}samples
      WHERE metric = (SELECT id FROM ${prefix}metrics WHERE path = ?) AND at >= ? AND at < ? GROUP BY 1`,
    checks: `${select} WHERE at >= ? ORDER BY at DESC, market LIMIT ?`,
    checksOf: `${select} WHERE market = ? AND at >= ? ORDER BY at DESC, market LIMIT ?`,
    keep: `INSERT INTO ${prefix}kept (name, value) VALUES (?, ?)
      ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    kept: `SELECT value FROM ${prefix}kept WHERE name = ?`,
    forget: `DELETE FROM ${prefix}kept WHERE name = ?`,
    metrics: `SELECT id FROM ${prefix}metrics`,
    dropSamples: `DELETE FROM ${prefix}samples WHERE metric = ? AND at < ?`,
    dropHours: `DELETE FROM ${prefix}checked_hours WHERE hour < ?`,
    dropChecks: `DELETE FROM ${prefix}checks WHERE at < ?`,
  };
}
