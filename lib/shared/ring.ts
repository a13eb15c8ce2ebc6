/** A list that keeps only its newest `capacity` items. */
export class Ring<T> {
  readonly #capacity: number;
  #items: T[] = [];
  #oldest = 0;

  /** Throws a RangeError when `capacity` is not a positive integer. */
  constructor(capacity: number) {
    if (!Number.isInteger(capacity) || capacity < 1) {
      throw new RangeError(`Cannot create Ring as 'capacity' must be a positive integer: ${capacity}`);
    }
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#items.length;
  }

  push(item: T): void {
    if (this.#items.length < this.#capacity) {
      this.#items.push(item);
      return;
    }
    this.#items[this.#oldest] = item;
    this.#oldest = (this.#oldest + 1) % this.#capacity;
  }

  /** The newest item, `undefined` in an empty ring. */
  last(): T | undefined {
    return this.#items.at((this.#oldest || this.#items.length) - 1);
  }

  /** A copy, oldest first. */
  toArray(): T[] {
    return [...this.#items.slice(this.#oldest), ...this.#items.slice(0, this.#oldest)];
  }
}
