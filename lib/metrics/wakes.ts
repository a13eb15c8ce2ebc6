import { waitFor } from "../shared/wait_for.ts";

/** What tests put in the place of passing time. */
export interface WakesTime {
  /** Milliseconds since any moment; never runs backwards. */
  readonly elapsed: () => number;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** A bell that ends a wait. What rings while nobody waits ends the next one; many rings are one. */
export class Wakes {
  readonly #time: WakesTime;
  #rung = false;
  #waiting: (() => void) | undefined;

  constructor(time: WakesTime = { elapsed: () => performance.now(), wait: waitFor }) {
    this.#time = time;
  }

  ring(): void {
    this.#rung = true;
    this.#waiting?.();
  }

  /**
   * Waits until `due` or the bell, but not less than `rest`; both in milliseconds from now.
   *
   * @returns whether the bell rang; rings up to this moment are answered with it
   */
  async next({ due, rest }: { due: number; rest: number }, signal: AbortSignal): Promise<boolean> {
    const { elapsed, wait } = this.#time;
    const started = elapsed();
    if (!this.#rung) await this.#ringOr(due, signal);
    const left = rest - (elapsed() - started);
    if (this.#rung && left > 0) await wait(left, signal);
    const rung = this.#rung;
    this.#rung = false;
    return rung;
  }

  async #ringOr(due: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const over = new AbortController();
    const end = () => over.abort();
    this.#waiting = end;
    signal.addEventListener("abort", end);
    await this.#time.wait(Math.max(0, due), over.signal);
    signal.removeEventListener("abort", end);
    this.#waiting = undefined;
  }
}
