/** Takes out what is due, the earliest first, and what is due at one time in the order in which it was put in. */

/** What happens at a time; it is told that time, which may be long past when the process slept. */
export type Happening = (at: number) => void;

interface Entry {
  readonly at: number;
  readonly order: number;
  readonly happen: Happening;
}

/** A binary heap: thousands of orders wait in it for what comes next. */
export class Agenda {
  readonly #heap: Entry[] = [];
  #added = 0;

  add(at: number, happen: Happening): void {
    const heap = this.#heap;
    let index = heap.push({ at, order: this.#added++, happen }) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!before(heap[index]!, heap[parent]!)) break;
      swap(heap, index, parent);
      index = parent;
    }
  }

  /** Lets everything happen that is due at or before `time`, including what is added on the way. */
  runUntil(time: number): void {
    while (this.#heap.length > 0 && this.#heap[0]!.at <= time) {
      const { at, happen } = this.#takeFirst();
      happen(at);
    }
  }

  #takeFirst(): Entry {
    const heap = this.#heap;
    swap(heap, 0, heap.length - 1);
    const first = heap.pop()!;
    let index = 0;
    while (true) {
      const [left, right] = [2 * index + 1, 2 * index + 2];
      if (left >= heap.length) return first;
      const child = right < heap.length && before(heap[right]!, heap[left]!) ? right : left;
      if (!before(heap[child]!, heap[index]!)) return first;
      swap(heap, index, child);
      index = child;
    }
  }
}

function before(a: Entry, b: Entry): boolean {
  return a.at === b.at ? a.order < b.order : a.at < b.at;
}

function swap(heap: Entry[], a: number, b: number): void {
  [heap[a], heap[b]] = [heap[b]!, heap[a]!];
}
