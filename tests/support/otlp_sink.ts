/** Metrics come every 200 ms: what is not there after so many was lost. */
const MOST_EXPORTS = 150;

/** A collector of OpenTelemetry that remembers what was exported to it (OTLP over HTTP). */
export class OtlpSink implements AsyncDisposable {
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  readonly #received: { path: string; text: string }[] = [];
  #arrived = Promise.withResolvers<void>();

  constructor() {
    const take = async (request: Request) => {
      const text = new TextDecoder().decode(await request.arrayBuffer());
      this.#received.push({ path: new URL(request.url).pathname, text });
      this.#arrived.resolve();
      this.#arrived = Promise.withResolvers();
      return new Response(null);
    };
    this.#server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, take);
  }

  /** Variables that make a process export to here; batches are sent at once. */
  get env(): Record<string, string> {
    return {
      OTEL_DENO: "true",
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${this.#server.addr.port}`,
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/protobuf",
      OTEL_SERVICE_NAME: "marketpulse",
      OTEL_BSP_SCHEDULE_DELAY: "100",
      OTEL_METRIC_EXPORT_INTERVAL: "200",
    };
  }

  get count(): number {
    return this.#received.length;
  }

  /**
   * The first export to `path` that holds `words`; protobuf keeps texts readable.
   *
   * @throws when so many others came meanwhile that it will not come any more
   */
  async next(path: string, words: string): Promise<string> {
    for (;;) {
      const arrived = this.#arrived.promise;
      const found = this.#received.find((each) => each.path === path && each.text.includes(words));
      if (found) return found.text;
      if (this.count > MOST_EXPORTS) {
        const paths = [...new Set(this.#received.map((each) => each.path))].join(", ");
        throw new Error(`No export to ${path} with "${words}" among ${this.count} to ${paths}`);
      }
      await arrived;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.shutdown();
  }
}
