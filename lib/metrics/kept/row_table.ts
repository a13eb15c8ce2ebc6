/**
 * Rows kept by a 64-bit key in few bytes: a typed array for each column, in chunks, so that a table grows without being
 * copied, and an index of positions. A row costs its columns, 8 bytes of key, and 5 to 10 bytes of index.
 */

type ColumnArray = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** How the values of a column are held. */
export type ColumnKind = new (length: number) => ColumnArray;

/** A key in two halves, because numbers of 64 bits would each be an object of their own. */
export interface Key {
  /** 0 to 2^32 - 1 */
  readonly high: number;
  /** 0 to 2^32 - 1 */
  readonly low: number;
}

type Chunk<Names extends string> = Record<Names | "keyHigh" | "keyLow", ColumnArray>;

const CHUNK_BITS = 14;
const CHUNK_ROWS = 1 << CHUNK_BITS;
const IN_CHUNK = CHUNK_ROWS - 1;
/** Above it, looking up by linear probing gets slow. */
const FULLEST = 0.8;

/** Rows have positions from 0 to {@linkcode RowTable.size} - 1; removing one gives its position to the last. */
export class RowTable<Names extends string> {
  readonly #columns: [string, ColumnKind][];
  readonly #chunks: Chunk<Names>[] = [];
  /** A position + 1, or 0 where there is none. */
  #index = new Uint32Array(1024);
  #size = 0;

  constructor(columns: Record<Names, ColumnKind>) {
    const all = { ...columns, keyHigh: Uint32Array, keyLow: Uint32Array };
    this.#columns = Object.entries(all);
  }

  get size(): number {
    return this.#size;
  }

  /** Bytes of all columns and of the index. */
  get bytes(): number {
    const columns = this.#chunks.flatMap((chunk) => Object.values<ColumnArray>(chunk));
    return columns.reduce((sum, { byteLength }) => sum + byteLength, this.#index.byteLength);
  }

  get(name: Names | "keyHigh" | "keyLow", position: number): number {
    return this.#chunks[position >>> CHUNK_BITS]![name][position & IN_CHUNK]!;
  }

  set(name: Names, position: number, value: number): void {
    this.#chunks[position >>> CHUNK_BITS]![name as Names | "keyHigh"][position & IN_CHUNK] = value;
  }

  /** The position of the row with that key, -1 when there is none. */
  find(key: Key): number {
    return this.#index[this.#slotOf(key)]! - 1;
  }

  /** Adds a row whose columns are all 0; its position. The key must not be there. */
  add(key: Key): number {
    if (this.#size >= this.#index.length * FULLEST) this.#grow();
    const position = this.#size++;
    if (position >>> CHUNK_BITS === this.#chunks.length) this.#chunks.push(this.#newChunk());
    for (const [name] of this.#columns) this.set(name as Names, position, 0);
    this.set("keyHigh" as Names, position, key.high);
    this.set("keyLow" as Names, position, key.low);
    this.#index[this.#slotOf(key)] = position + 1;
    return position;
  }

  /** Removes a row; the last one takes its position. */
  remove(position: number): void {
    this.#vacate(this.#slotOf(this.keyAt(position)));
    const last = --this.#size;
    if (position !== last) {
      this.#index[this.#slotOf(this.keyAt(last))] = position + 1;
      for (const [name] of this.#columns) this.set(name as Names, position, this.get(name as Names, last));
    }
    // One chunk stays in reserve, so that a table at the edge of one does not make and drop it in turns.
    if (this.#chunks.length > (this.#size >>> CHUNK_BITS) + 2) this.#chunks.pop();
  }

  keyAt(position: number): Key {
    return { high: this.get("keyHigh", position), low: this.get("keyLow", position) };
  }

  #newChunk(): Chunk<Names> {
    return Object.fromEntries(this.#columns.map(([name, Kind]) => [name, new Kind(CHUNK_ROWS)])) as Chunk<
      Names
    >;
  }

  /** Where the index has the key, or where it would have it. */
  #slotOf({ high, low }: Key): number {
    const mask = this.#index.length - 1;
    let slot = low & mask;
    for (let found = this.#index[slot]!; found !== 0; found = this.#index[slot]!) {
      if (this.get("keyLow", found - 1) === low && this.get("keyHigh", found - 1) === high) break;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** Empties a slot and moves those behind it up, so that looking up never meets a gap. */
  #vacate(slot: number): void {
    const index = this.#index;
    const mask = index.length - 1;
    let hole = slot;
    for (let next = (hole + 1) & mask; index[next] !== 0; next = (next + 1) & mask) {
      const home = this.get("keyLow", index[next]! - 1) & mask;
      if (((next - home) & mask) < ((next - hole) & mask)) continue;
      index[hole] = index[next]!;
      hole = next;
    }
    index[hole] = 0;
  }

  #grow(): void {
    this.#index = new Uint32Array(this.#index.length * 2);
    const mask = this.#index.length - 1;
    for (let position = 0; position < this.#size; position++) {
      let slot = this.get("keyLow", position) & mask;
      while (this.#index[slot] !== 0) slot = (slot + 1) & mask;
      this.#index[slot] = position + 1;
    }
  }
}
