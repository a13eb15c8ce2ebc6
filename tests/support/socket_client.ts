/** A WebSocket client of a test: awaits messages instead of handling events. */
export class SocketClient implements AsyncDisposable {
  readonly #socket: WebSocket;
  readonly #messages: Record<string, unknown>[] = [];
  #ended = false;
  #arrived = Promise.withResolvers<void>();
  readonly closed: Promise<CloseEvent>;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    this.closed = new Promise((resolve) =>
      socket.onclose = (event) => {
        this.#ended = true;
        this.#arrived.resolve();
        resolve(event);
      }
    );
    socket.onmessage = ({ data }) => {
      this.#messages.push(JSON.parse(data));
      this.#arrived.resolve();
      this.#arrived = Promise.withResolvers();
    };
  }

  static open(url: string, protocols: string[] = [], headers: HeadersInit = {}): Promise<SocketClient> {
    // Headers are an addition of Deno's later versions, which the types of browsers hide.
    const options = { protocols, headers } as unknown as string[];
    const socket = new WebSocket(url, [...new Headers(headers)].length > 0 ? options : protocols);
    const client = new SocketClient(socket);
    return new Promise((resolve, reject) => {
      socket.onopen = () => resolve(client);
      socket.onerror = () => reject(new Error(`Cannot connect to ${url}`));
    });
  }

  get protocol(): string {
    return this.#socket.protocol;
  }

  send(message: unknown): void {
    this.#socket.send(typeof message === "string" ? message : JSON.stringify(message));
  }

  /** The next message of any of these types; others before it are dropped. Rejects when the connection ends without one. */
  async next<T = Record<string, unknown>>(...types: string[]): Promise<T> {
    for (;;) {
      const arrived = this.#arrived.promise;
      while (this.#messages.length > 0) {
        const message = this.#messages.shift()!;
        if (types.includes(message.type as string)) return message as T;
      }
      if (this.#ended) {
        throw new Error(`The connection ended without a message of type ${types.join(" or ")}`);
      }
      await arrived;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.close();
    await this.closed;
  }
}
