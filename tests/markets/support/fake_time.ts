import type { Clock } from "../../../lib/shared/clock.ts";

interface Wait {
  readonly due: number;
  readonly end: () => void;
}

/** Time that passes only when told to, for loops that wait by {@linkcode FakeTime.wait}. */
export class FakeTime implements Clock {
  #now: number;
  readonly #waits = new Set<Wait>();
  #parked: { readonly loops: number; readonly resolve: () => void } | undefined;

  constructor(start = Date.UTC(2026, 0, 15, 9, 30)) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  /** How many loops wait. */
  get waiting(): number {
    return this.#waits.size;
  }

  /** Lets the clock alone jump. */
  skip(ms: number): void {
    this.#now += ms;
  }

  readonly wait = (ms: number, signal: AbortSignal): Promise<void> => {
    return new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const wait = {
        due: this.#now + ms,
        end: () => {
          this.#waits.delete(wait);
          signal.removeEventListener("abort", wait.end);
          resolve();
        },
      };
      signal.addEventListener("abort", wait.end);
      this.#waits.add(wait);
      this.#tell();
    });
  };

  /** Resolves when `loops` loops wait at the same time. */
  async parked(loops: number): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#parked = { loops, resolve };
      this.#tell();
    });
  }

  /** Lets `ms` pass, waking one loop after the other, each only when all `loops` wait. */
  async advance(ms: number, loops = 1): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      await this.parked(loops);
      const next = [...this.#waits].sort((a, b) => a.due - b.due)[0]!;
      if (next.due > end) break;
      this.#now = Math.max(this.#now, next.due);
      next.end();
    }
    this.#now = end;
  }

  #tell(): void {
    if (this.#parked && this.#waits.size >= this.#parked.loops) this.#parked.resolve();
  }
}
