/** Resident memory after a first part, in which everything was seen once, and at the end. */
export class Memory {
  readonly #warm: number;
  #before = 0;

  constructor(count: number) {
    this.#warm = Math.floor(count / 10);
  }

  look(sent: number): void {
    if (sent === this.#warm) this.#before = resident();
  }

  growth(): { before: number; after: number } {
    return { before: this.#before, after: resident() };
  }
}

function resident(): number {
  // With --expose-gc what is only waiting to be collected is not counted.
  (globalThis as { gc?: () => void }).gc?.();
  return Deno.memoryUsage().rss;
}
