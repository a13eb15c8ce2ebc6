/** Reads TLS's vectors and numbers from the front; what is not there is a {@linkcode RangeError}. */
export class TlsReader {
  #rest: Uint8Array;

  constructor(content: Uint8Array) {
    this.#rest = content;
  }

  get done(): boolean {
    return this.#rest.length === 0;
  }

  take(length: number): Uint8Array {
    if (length > this.#rest.length) throw new RangeError("The message ends too early");
    const taken = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return taken;
  }

  number(size: number): number {
    return this.take(size).reduce((value, byte) => value * 256 + byte, 0);
  }

  /** What stands behind a length of `size` bytes. */
  vector(size: number): TlsReader {
    return new TlsReader(this.take(this.number(size)));
  }

  rest(): Uint8Array {
    return this.take(this.#rest.length);
  }
}
