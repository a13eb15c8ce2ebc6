/** Hears by LISTEN that the shop's tables changed, over a connection of its own. */
import pg from "pg";
import type { ListenerState } from "../collectors/update.ts";
import { Backoff } from "../shared/backoff.ts";
import { waitFor } from "../shared/wait_for.ts";
import { endsConnection } from "./connection_fault.ts";
import { openDatabase } from "./open_database.ts";
import type { MetricsOptions } from "./options.ts";
import type { Connection } from "./read_transaction.ts";

/** All in milliseconds. */
export interface ListenerTiming {
  /** How often the connection is asked whether it lives; who only listens never finds out by itself. */
  readonly heartbeat: number;
  /** How long a notification of our own may be under way. */
  readonly proofWithin: number;
  /** When listening is tried again where notifications do not get through. */
  readonly deafFor: number;
  /** The longest that the first attempt after a loss waits, and every later one. */
  readonly retry: { readonly minimum: number; readonly maximum: number };
}

const TIMING: ListenerTiming = {
  heartbeat: 15_000,
  proofWithin: 5_000,
  deafFor: 300_000,
  retry: { minimum: 500, maximum: 30_000 },
};

export interface ListenerOptions {
  readonly database: MetricsOptions["database"];
  /** Something changed, or may have: also called whenever listening begins, for what happened before. */
  readonly onChange: () => void;
  /** Whether it hears anything was found out. */
  readonly onState?: (state: ListenerState) => void;
  readonly timing?: Partial<ListenerTiming>;
}

/** What our own notifications begin with; several programs may listen to one channel. */
const PROBE = "marketpulse probe ";
/** A standby cannot listen (SQLSTATE read_only_sql_transaction). */
const STANDBY = "25006";

/**
 * A listener that comes back by itself. A pooler that lends connections for one transaction, such as PgBouncer, takes
 * LISTEN and never delivers; so each time the reading connection sends a notification of our own, and only who hears it
 * listens. No setting is made for the session, because behind such a pooler the session may be somebody else's next.
 */
export class Listener {
  readonly #options: ListenerOptions;
  readonly #timing: ListenerTiming;
  readonly #backoff: Backoff;
  #state: ListenerState = "connecting";
  #losses = 0;
  #proof: { readonly token: string; readonly deaf: () => void } | undefined;
  #deadline: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ListenerOptions) {
    this.#options = options;
    this.#timing = { ...TIMING, ...options.timing };
    this.#backoff = new Backoff(this.#timing.retry);
  }

  get state(): ListenerState {
    return this.#state;
  }

  /** How often it heard and then did not any more. */
  get losses(): number {
    return this.#losses;
  }

  /** Listens until `signal` aborts. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const state = await this.#listen(signal);
      if (this.#state === "listening") this.#losses += 1;
      this.#proof = undefined;
      clearTimeout(this.#deadline);
      this.#found(state);
      await waitFor(this.#state === "deaf" ? this.#timing.deafFor : this.#backoff.next(), signal);
    }
  }

  /**
   * Sends the notification that proves that they get through, if that is still to be proved.
   *
   * @throws the error of a connection that was lost
   */
  async prove(connection: Connection): Promise<void> {
    if (!this.#proof || this.#deadline !== undefined) return;
    const { token, deaf } = this.#proof;
    try {
      await connection.query("SELECT pg_notify($1, $2)", [this.#channel, token]);
    } catch (error) {
      if (endsConnection(error)) throw error;
      return deaf();
    }
    if (this.#proof?.token === token) this.#deadline = setTimeout(deaf, this.#timing.proofWithin);
  }

  get #channel(): string {
    return this.#options.database.notify_channel!;
  }

  /** Resolves when that is over, with what it was. */
  async #listen(signal: AbortSignal): Promise<"lost" | "deaf"> {
    const over = new AbortController();
    let ending: "lost" | "deaf" = "lost";
    const pool = openDatabase({ ...this.#options.database, pool: 1 }, "marketpulse listen");
    try {
      const connection = await pool.connect();
      try {
        connection.on("error", () => over.abort());
        connection.on("end", () => over.abort());
        connection.on("notification", ({ payload = "" }) => this.#heard(payload));
        await connection.query(this.#listenStatement());
        this.#begin(() => {
          ending = "deaf";
          over.abort();
        });
        await this.#watch(connection, AbortSignal.any([signal, over.signal]));
      } finally {
        connection.release(true);
      }
    } catch (error) {
      // Whatever it is, reading by the interval goes on; what is wrong with the database its readings tell.
      if (error instanceof pg.DatabaseError && error.code === STANDBY) ending = "deaf";
    } finally {
      await pool.end();
    }
    return ending;
  }

  /** The time-outs are the transaction's: one that this process forgets, frozen for example, is not there for ever. */
  #listenStatement(): string {
    const limit = Math.ceil(this.#options.database.statement_timeout);
    return `BEGIN; SET LOCAL statement_timeout = ${limit};
      SET LOCAL idle_in_transaction_session_timeout = ${limit};
      LISTEN ${pg.escapeIdentifier(this.#channel)}; COMMIT`;
  }

  #begin(deaf: () => void): void {
    this.#deadline = undefined;
    this.#proof = { token: `${PROBE}${crypto.randomUUID()}`, deaf };
    this.#options.onChange();
  }

  async #watch(connection: Connection, signal: AbortSignal): Promise<void> {
    for (;;) {
      await waitFor(this.#timing.heartbeat, signal);
      if (signal.aborted) return;
      await connection.query("SELECT 1");
    }
  }

  #heard(payload: string): void {
    if (!payload.startsWith(PROBE)) return this.#options.onChange();
    if (payload !== this.#proof?.token) return;
    clearTimeout(this.#deadline);
    this.#proof = undefined;
    this.#found("listening");
    this.#backoff.reset();
  }

  #found(state: ListenerState): void {
    this.#state = state;
    this.#options.onState?.(state);
  }
}
