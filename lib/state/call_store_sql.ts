import { type Call, type CallStore, type Hold, holdAt, HOUR, type Taken } from "./call_store.ts";
import type { SqlDatabase, SqlStatements } from "./sql_database.ts";

/** Requests in the own state's database; every process that has it open counts the same ones. */
export class SqlCallStore implements CallStore {
  readonly #database: SqlDatabase;
  readonly #sql: ReturnType<typeof statements>;

  constructor(database: SqlDatabase) {
    this.#database = database;
    this.#sql = statements(database.prefix);
  }

  async instance(): Promise<string> {
    const [row] = await this.#database.all(this.#sql.instance);
    return String(row!.id);
  }

  take(market: string, { call, limit }: { call: Call; limit: number }): Promise<Taken> {
    return this.#transaction(market, async (database) => {
      const before = await this.#recent(database, market, call.at);
      const taken = before.length < limit;
      if (taken) await database.all(this.#sql.add, [market, call.at, call.id]);
      return { taken, calls: taken ? [...before, call] : before };
    });
  }

  calls(market: string, now: number): Promise<Call[]> {
    return this.#transaction(market, (database) => this.#recent(database, market, now));
  }

  add(market: string, calls: readonly Call[]): Promise<void> {
    return this.#transaction(market, async (database) => {
      for (const { at, id } of calls) await database.all(this.#sql.add, [market, at, id]);
    });
  }

  async hold(market: string, { since, until, result }: Hold): Promise<void> {
    await this.#database.all(this.#sql.hold, [market, since, until, JSON.stringify(result)]);
  }

  held(market: string, now: number): Promise<Hold | null> {
    return this.#transaction(market, async (database) => {
      const [row] = await database.all(this.#sql.held, [market]);
      if (!row) return null;
      const hold = {
        since: Number(row.since),
        until: Number(row.until),
        result: JSON.parse(String(row.result)),
      };
      const held = holdAt(hold, now);
      if (held && held !== hold) {
        await database.all(this.#sql.hold, [market, held.since, held.until, String(row.result)]);
      }
      return held;
    });
  }

  async #recent(database: SqlStatements, market: string, now: number): Promise<Call[]> {
    await database.all(this.#sql.bringBack, [now, market, now]);
    await database.all(this.#sql.forget, [market, now - HOUR]);
    const rows = await database.all(this.#sql.calls, [market]);
    return rows.map(({ at, id }) => ({ at: Number(at), id: String(id) }));
  }

  #transaction<T>(market: string, work: (database: SqlStatements) => Promise<T>): Promise<T> {
    return this.#database.transaction(`calls.${market}`, work);
  }
}

function statements(prefix: string) {
  return {
    instance: `SELECT id FROM ${prefix}instance`,
    add: `INSERT INTO ${prefix}calls (market, at, id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`,
    bringBack: `UPDATE ${prefix}calls SET at = ? WHERE market = ? AND at > ?`,
    forget: `DELETE FROM ${prefix}calls WHERE market = ? AND at <= ?`,
    calls: `SELECT at, id FROM ${prefix}calls WHERE market = ? ORDER BY at`,
    hold: `INSERT INTO ${prefix}holds (market, since, until, result) VALUES (?, ?, ?, ?)
      ON CONFLICT (market) DO UPDATE SET since = excluded.since, until = excluded.until, result = excluded.result`,
    held: `SELECT since, until, result FROM ${prefix}holds WHERE market = ?`,
  };
}
