/** There is more to hash than can wait. */
export class BusyError extends Error {
  constructor() {
    super("Too many passwords are waiting to be hashed");
    this.name = "BusyError";
  }
}

/** Does a few things at once, lets some wait and refuses the others: who asks for a lot of hashes gets no memory for it. */
export class HashQueue {
  readonly #limits: { readonly atOnce: number; readonly waiting: number };
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(limits: { readonly atOnce: number; readonly waiting: number }) {
    this.#limits = limits;
  }

  /**
   * Runs `work` in its turn; what is urgent comes before what is not.
   *
   * @throws {BusyError} when too many wait already
   */
  async run<T>(work: () => Promise<T>, { urgent = false }: { urgent?: boolean } = {}): Promise<T> {
    if (this.#running >= this.#limits.atOnce) await this.#turn(urgent);
    else this.#running++;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      // Whoever is next takes over this place.
      if (next) next();
      else this.#running--;
    }
  }

  #turn(urgent: boolean): Promise<void> {
    const { waiting } = this.#limits;
    // What is urgent may wait beyond the limit, but is bounded too.
    if (this.#waiting.length >= (urgent ? waiting * 2 : waiting)) throw new BusyError();
    const { promise, resolve } = Promise.withResolvers<void>();
    if (urgent) this.#waiting.unshift(resolve);
    else this.#waiting.push(resolve);
    return promise;
  }
}
