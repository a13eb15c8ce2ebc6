/** The largest whole number of which two can be added exactly as JavaScript's numbers. */
export const LARGEST_PART = 2 ** 52;

/** A sum of whole numbers up to {@linkcode LARGEST_PART}, exact however many they are. */
export class ExactSum {
  #near = 0;
  #far = 0n;

  get value(): bigint {
    return this.#far + BigInt(this.#near);
  }

  add(part: number): void {
    this.#near += part;
    if (this.#near >= LARGEST_PART || this.#near <= -LARGEST_PART) {
      this.#far += BigInt(this.#near);
      this.#near = 0;
    }
  }
}
