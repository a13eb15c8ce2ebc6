/** The address at which a simulated market answers, or does not. */
export interface MarketServerOptions {
  readonly answer: (request: Request) => Promise<Response>;
  /** Ends it for good. */
  readonly signal: AbortSignal;
  /** PEM; with one it speaks TLS. */
  readonly certificate?: { readonly cert: string; readonly key: string };
}

export class MarketServer {
  /** Stays the same also when it is closed for a while. */
  readonly origin: string;
  /** Resolves when nothing listens any more, after the signal. */
  readonly closed: Promise<void>;
  readonly #options: MarketServerOptions;
  readonly #port: number;
  #listening: { readonly stop: AbortController; readonly finished: Promise<void> } | undefined;

  constructor(options: MarketServerOptions) {
    this.#options = options;
    const { signal, certificate } = options;
    this.#port = this.#listen(0);
    this.origin = `${certificate ? "https" : "http"}://127.0.0.1:${this.#port}`;
    const { promise, resolve } = Promise.withResolvers<void>();
    signal.addEventListener("abort", () => void this.close().then(resolve), { once: true });
    this.closed = promise;
  }

  /** Takes connections again. */
  open(): void {
    if (!this.#listening && !this.#options.signal.aborted) this.#listen(this.#port);
  }

  /** Takes no connections; resolves when those that it had are gone. */
  async close(): Promise<void> {
    const listening = this.#listening;
    this.#listening = undefined;
    listening?.stop.abort();
    await listening?.finished;
  }

  #listen(port: number): number {
    const { answer, certificate } = this.#options;
    const stop = new AbortController();
    const where = { hostname: "127.0.0.1", port, signal: stop.signal, onListen: () => {} };
    const options: Deno.ServeTcpOptions & Partial<Deno.TlsCertifiedKeyPem> = { ...where, ...certificate };
    const { finished, addr } = Deno.serve(options, answer);
    this.#listening = { stop, finished };
    return addr.port;
  }
}
