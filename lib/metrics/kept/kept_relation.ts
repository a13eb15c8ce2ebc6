import type { Note, TableReading } from "../../collectors/update.ts";
import type { SchemaMapping } from "../../shared/default_schema.ts";
import type { Text } from "../../shared/text.ts";
import { endsConnection } from "../connection_fault.ts";
import { Fault } from "../fault.ts";
import type { Reading } from "../reading.ts";
import type { KeptSet } from "./kept_set.ts";
import { NotKept, type TryAgain } from "./not_kept.ts";
import { KEPT_TEXTS as TEXTS } from "./texts.ts";

/** Part of an interval that loading rows may take of a tick. */
const LOADING = 0.25;
/** Milliseconds after which it is looked again whether there is an index now. */
const SOON = 10 * 60_000;

/** Counts after which the shortest of them tells what counting costs. */
const ENOUGH_COUNTS = 20;

/** @param counting milliseconds that counting everything takes */
type Open<Kept> = (reading: Reading, counting: number) => Promise<Kept>;

interface Refusal {
  readonly reason: Text;
  readonly again: TryAgain;
  /** ms since 1970 */
  readonly at: number;
  readonly day: string;
}

/**
 * Whether the rows of a relation are kept. Where they cannot be, or not yet, its figures are counted by the database.
 * Kept rows give no figure before one reading of them gave the same as the database's own count.
 */
export class KeptRelation<Kept extends KeptSet> {
  readonly #relation: keyof SchemaMapping;
  readonly #open: Open<Kept>;
  /** The shortest time that counting took, by source. */
  readonly #counting = new Map<string, number>();
  #counts = 0;
  #kept: Kept | undefined;
  #refusal: Refusal | undefined;
  #ticks = 0;
  /** Sources whose figures were. */
  readonly #proven = new Set<string>();
  /** Sources whose figures were not, at first. */
  readonly #differing = new Set<string>();
  #corrected = 0;
  #told: Text | null | undefined;

  constructor(relation: keyof SchemaMapping, open: Open<Kept>) {
    this.#relation = relation;
    this.#open = open;
  }

  /** What is kept, when all of it is there; still to be proven or not. */
  get complete(): Kept | undefined {
    return this.#kept?.complete ? this.#kept : undefined;
  }

  /** What is to be said beside the figures: why they may be late, or that changes are not believed any more. */
  get note(): Note | undefined {
    const refusal = this.#refusal;
    if (this.#kept) return this.#kept.lateness;
    return refusal?.again === "never" ? { reason: refusal.reason, remedy: TEXTS.distrusted } : undefined;
  }

  /** Whether nothing waits to be loaded or recounted. */
  get settled(): boolean {
    return this.#kept === undefined || this.#kept.complete && this.#kept.settled;
  }

  /** Whether figures of this source that were had from what is kept were right once. */
  isProven(source: string): boolean {
    return this.#proven.has(source);
  }

  get refused(): boolean {
    return this.#refusal !== undefined;
  }

  /** Whether there is something to bring: at the first tick there is not, so that it shows figures at once. */
  wants(reading: Reading): boolean {
    const isFirst = this.#ticks++ === 0;
    if (isFirst || reading.options.schema[this.#relation] === null || this.#refuses(reading)) return false;
    this.#refusal = undefined;
    return true;
  }

  /** Brings what is kept to the reading's moment. Bringing it twice does no harm. */
  async bring(reading: Reading): Promise<void> {
    const { moments: { now }, options: { interval } } = reading;
    this.#kept ??= await this.#open(reading, this.#costOfCounting());
    this.#corrected += await this.#kept.refresh(reading, { now, loading: interval * LOADING });
  }

  /** Takes note of the milliseconds that counting everything for a source took. */
  tookToCount(source: string, took: number): void {
    this.#counts++;
    this.#counting.set(source, Math.min(took, this.#counting.get(source) ?? Infinity));
  }

  /** Takes note whether a source's figures are the same as those that the database counted at the same moment. */
  prove(source: string, { same, reading }: { same: boolean; reading: Reading }): void {
    if (same) this.#proven.add(source);
    // Rows may have been deleted while the others were loaded.
    else if (!this.#differing.has(source)) this.#kept?.recountSoon(true);
    else if (this.#kept?.settled) this.refuse(new NotKept(TEXTS.differs, "never"), reading);
    if (!same) this.#differing.add(source);
  }

  recountSoon(): void {
    this.#kept?.recountSoon();
  }

  /** How the relation is read, when that is new or a recount corrected something. */
  news(): TableReading | undefined {
    const reason = this.#refusal?.reason ?? this.#kept?.lateness?.reason ?? null;
    const corrected = this.#corrected;
    this.#corrected = 0;
    if (this.#proven.size === 0 && !this.refused) return;
    if (corrected === 0 && this.#told?.en === reason?.en && this.#told !== undefined) return;
    this.#told = reason;
    const reads = this.refused ? "everything" : this.#kept?.lateness ? "new" : "changes";
    return { relation: this.#relation, reads, reason, corrected };
  }

  /** 0 before it is known well: the first counts are slow because nothing is in the database's memory yet. */
  #costOfCounting(): number {
    if (this.#counts < ENOUGH_COUNTS) return 0;
    return [...this.#counting.values()].reduce((sum, took) => sum + took, 0);
  }

  #refuses({ moments }: Reading): boolean {
    if (!this.#refusal) return false;
    const { again, at, day } = this.#refusal;
    if (again === "never") return true;
    if (again === "next day") return moments.days.at(-1)!.date === day;
    return Math.abs(moments.now - at) < SOON;
  }

  /**
   * Gives up what is kept, and says why.
   *
   * @throws the error of a connection that was lost
   */
  refuse(error: unknown, { moments }: Reading): void {
    if (!(error instanceof Fault) && endsConnection(error)) throw error;
    this.#kept = undefined;
    this.#proven.clear();
    this.#differing.clear();
    const { reason, again } = error instanceof NotKept
      ? error
      : { reason: TEXTS.unusable((error as Error).message), again: "soon" as const };
    this.#refusal = again === "at once"
      ? undefined
      : { reason, again, at: moments.now, day: moments.days.at(-1)!.date };
  }
}
