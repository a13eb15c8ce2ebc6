/** A viewer that notes when it sees how many orders there are today. */
export class SeenOrders {
  readonly #socket: WebSocket;
  /** When each order was sent, and when it was seen. */
  readonly #sent: number[] = [];
  readonly #seen: number[] = [];
  #base: number | undefined;
  #arrived = Promise.withResolvers<void>();

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.onmessage = ({ data }) => this.#receive(JSON.parse(data), performance.now());
  }

  /** Resolves when it knows how many orders there are. */
  static async open(url: string, protocol: string): Promise<SeenOrders> {
    const viewer = new SeenOrders(new WebSocket(url, protocol));
    while (viewer.#base === undefined) await viewer.#arrived.promise;
    return viewer;
  }

  /** One more order is being sent at this moment. */
  placed(at: number): void {
    this.#sent.push(at);
  }

  /** Waits until all are seen, but not longer than `ms`. */
  async all(ms: number): Promise<void> {
    const late = Promise.withResolvers<void>();
    const timer = setTimeout(late.resolve, ms);
    let over = false;
    void late.promise.then(() => over = true);
    while (this.#seen.length < this.#sent.length && !over) {
      await Promise.race([this.#arrived.promise, late.promise]);
    }
    clearTimeout(timer);
  }

  result(): { latencies: number[]; lost: number } {
    const latencies = this.#seen.map((at, index) => at - this.#sent[index]!).sort((one, other) =>
      one - other
    );
    return { latencies, lost: this.#sent.length - this.#seen.length };
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#socket.onclose = resolve);
    this.#socket.close();
    await closed;
  }

  #receive({ data }: Message, at: number): void {
    const orders = data?.sales?.today?.today_orders;
    if (orders === undefined) return;
    this.#base ??= orders;
    const known = Math.min(orders - this.#base, this.#sent.length);
    while (this.#seen.length < known) this.#seen.push(at);
    this.#arrived.resolve();
    this.#arrived = Promise.withResolvers();
  }
}

interface Message {
  readonly data?: { readonly sales?: { readonly today?: { readonly today_orders?: number } } };
}
