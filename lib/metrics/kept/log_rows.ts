/** What a log row's level is held for. */
export const OTHER = 0;
export const ERROR = 1;
export const WARNING = 2;
export type Level = typeof OTHER | typeof ERROR | typeof WARNING;

/** Response times, in ms. */
export interface Durations {
  readonly count: number;
  readonly average: number | null;
  readonly longest: number | null;
  /** 95th percentile, interpolated as PostgreSQL's `percentile_cont` does. */
  readonly p95: number | null;
}

const SMALLEST = 4096;

/** Log rows in the order of their time; old ones leave in front, new ones come at the end. 17 bytes each. */
export class LogRows {
  #at = new Float64Array(SMALLEST);
  /** NaN: none. */
  #duration = new Float64Array(SMALLEST);
  #level = new Uint8Array(SMALLEST);
  #start = 0;
  #end = 0;
  readonly #counts = [0, 0, 0];

  get size(): number {
    return this.#end - this.#start;
  }

  /** When the last row was written; undefined when there is none. */
  get last(): number | undefined {
    return this.size > 0 ? this.#at[this.#end - 1] : undefined;
  }

  count(level: Level): number {
    return this.#counts[level]!;
  }

  /** Adds a row that is not older than the last one. */
  push(at: number, level: Level, duration: number): void {
    if (this.#end === this.#at.length) this.#makeRoom();
    this.#at[this.#end] = at;
    this.#level[this.#end] = level;
    this.#duration[this.#end] = duration;
    this.#end++;
    this.#counts[level]!++;
  }

  /** Removes what was not written after a moment. */
  dropUntil(moment: number): void {
    while (this.size > 0 && this.#at[this.#start]! <= moment) this.#counts[this.#level[this.#start++]!]!--;
  }

  /** Removes what was written after a moment. */
  dropAfter(moment: number): void {
    while (this.size > 0 && this.#at[this.#end - 1]! > moment) this.#counts[this.#level[--this.#end]!]!--;
  }

  /** Response times of the rows that were written after a moment. */
  durationsAfter(moment: number): Durations {
    let first = this.#end;
    while (first > this.#start && this.#at[first - 1]! > moment) first--;
    const durations = this.#duration.slice(first, this.#end).filter((duration) => !Number.isNaN(duration));
    const count = durations.length;
    if (count === 0) return { count, average: null, longest: null, p95: null };
    const average = durations.reduce((sum, duration) => sum + duration, 0) / count;
    durations.sort();
    const place = 0.95 * (count - 1);
    const [below, above] = [durations[Math.floor(place)]!, durations[Math.ceil(place)]!];
    const p95 = below + (place - Math.floor(place)) * (above - below);
    return { count, average, longest: durations[count - 1]!, p95 };
  }

  /** Takes the room that was left in front, or twice as much. */
  #makeRoom(): void {
    const { size } = this;
    const room = Math.max(SMALLEST, size * 2);
    const moved = <T extends Float64Array | Uint8Array>(from: T, to: T): T => {
      to.set(from.subarray(this.#start, this.#end));
      return to;
    };
    this.#at = moved(this.#at, new Float64Array(room));
    this.#duration = moved(this.#duration, new Float64Array(room));
    this.#level = moved(this.#level, new Uint8Array(room));
    [this.#start, this.#end] = [0, size];
  }
}
