import { type Key, RowTable } from "./row_table.ts";

/** How many different keys there are, of keys that come and go. */
export class DistinctCount {
  readonly #counts = new RowTable({ count: Uint32Array });

  get distinct(): number {
    return this.#counts.size;
  }

  add(key: Key): void {
    const known = this.#counts.find(key);
    const position = known === -1 ? this.#counts.add(key) : known;
    this.#counts.set("count", position, this.#counts.get("count", position) + 1);
  }

  /** Takes back one {@linkcode DistinctCount.add} of the key. */
  remove(key: Key): void {
    const position = this.#counts.find(key);
    const count = this.#counts.get("count", position) - 1;
    if (count === 0) this.#counts.remove(position);
    else this.#counts.set("count", position, count);
  }
}
