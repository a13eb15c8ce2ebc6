/**
 * Rows kept by a 64-bit key in few bytes: a typed array for each column, in chunks, so that a table grows without being
 * copied, and an index of positions. A row costs its columns, 4 or 8 bytes of key, and 5 to 10 bytes of index.
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

/** A column all of whose values are 0 takes no room. */
type Chunk = Record<string, ColumnArray | undefined>;

const CHUNK_BITS = 14;
const CHUNK_ROWS = 1 << CHUNK_BITS;
const IN_CHUNK = CHUNK_ROWS - 1;
/** Above it, looking up by linear probing gets slow. */
const FULLEST = 0.8;

/** Rows have positions from 0 to {@linkcode RowTable.size} - 1; removing one gives its position to the last. */
export class RowTable<Names extends string> {
  readonly #kinds: Record<string, ColumnKind>;
  readonly #names: string[];
  readonly #chunks: Chunk[] = [];
  /** A position + 1, or 0 where there is none. */
  #index = new Uint32Array(1024);
  #size = 0;

  constructor(columns: Record<Names, ColumnKind>) {
    this.#kinds = { ...columns, keyHigh: Uint32Array, keyLow: Uint32Array };
    this.#names = Object.keys(this.#kinds);
  }

  get size(): number {
    return this.#size;
  }

  /** Bytes of all columns and of the index. */
  get bytes(): number {
    const columns = this.#chunks.flatMap((chunk) => Object.values(chunk));
    return columns.reduce((sum, column) => sum + (column?.byteLength ?? 0), this.#index.byteLength);
  }

  get(name: Names | "keyHigh" | "keyLow", position: number): number {
    return this.#get(name, position);
  }

  #get(name: string, position: number): number {
    const column = this.#chunks[position >>> CHUNK_BITS]![name];
    return column ? column[position & IN_CHUNK]! : 0;
  }

  set(name: Names, position: number, value: number): void {
    this.#set(name, position, value);
  }

  /** The position of the row with that key, -1 when there is none. */
  find(key: Key): number {
    return this.#index[this.#slotOf(key)]! - 1;
  }

  /** Adds a row whose columns are all 0; its position. The key must not be there. */
  add(key: Key): number {
    if (this.#size >= this.#index.length * FULLEST) this.#grow();
    const position = this.#size++;
    if (position >>> CHUNK_BITS === this.#chunks.length) this.#chunks.push({});
    for (const name of this.#names) this.#set(name, position, 0);
    this.#set("keyHigh", position, key.high);
    this.#set("keyLow", position, key.low);
    this.#index[this.#slotOf(key)] = position + 1;
    return position;
  }

  /** Removes a row; the last one takes its position. */
  remove(position: number): void {
    this.#vacate(this.#slotOf(this.keyAt(position)));
    const last = --this.#size;
    if (position !== last) {
      this.#index[this.#slotOf(this.keyAt(last))] = position + 1;
      for (const name of this.#names) this.#set(name, position, this.#get(name, last));
    }
    // One chunk stays in reserve, so that a table at the edge of one does not make and drop it in turns.
    if (this.#chunks.length > (this.#size >>> CHUNK_BITS) + 2) this.#chunks.pop();
  }

  keyAt(position: number): Key {
    return { high: this.get("keyHigh", position), low: this.get("keyLow", position) };
  }

  #set(name: string, position: number, value: number): void {
    const chunk: Chunk = this.#chunks[position >>> CHUNK_BITS]!;
    if (!chunk[name]) {
      if (value === 0) return;
      chunk[name] = new this.#kinds[name]!(CHUNK_ROWS);
    }
    chunk[name]![position & IN_CHUNK] = value;
  }

  /** Where the index has the key, or where it would have it. */
  #slotOf({ high, low }: Key): number {
    const mask = this.#index.length - 1;
    let slot = homeOf(high, low) & mask;
    for (let found = this.#index[slot]!; found !== 0; found = this.#index[slot]!) {
      if (this.get("keyLow", found - 1) === low && this.get("keyHigh", found - 1) === high) break;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #homeAt(position: number): number {
    return homeOf(this.get("keyHigh", position), this.get("keyLow", position));
  }

  /** Empties a slot and moves those behind it up, so that looking up never meets a gap. */
  #vacate(slot: number): void {
    const index = this.#index;
    const mask = index.length - 1;
    let hole = slot;
    for (let next = (hole + 1) & mask; index[next] !== 0; next = (next + 1) & mask) {
      const home = this.#homeAt(index[next]! - 1) & mask;
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
      let slot = this.#homeAt(position) & mask;
      while (this.#index[slot] !== 0) slot = (slot + 1) & mask;
      this.#index[slot] = position + 1;
    }
  }
}

/** Spreads keys that are numbers in a row, or that all end in the same bits; the constants are odd and otherwise random. */
function homeOf(high: number, low: number): number {
  const mixed = Math.imul(low ^ Math.imul(high, 0x85ebca6b), 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}
