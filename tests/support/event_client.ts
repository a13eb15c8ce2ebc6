/** A client of Server-Sent Events of a test: awaits events instead of handling them. */
export interface ServerEvent {
  /** `message` where it has no name of its own. */
  readonly event: string;
  readonly id: string | undefined;
  readonly message: { readonly type?: string } & Record<string, unknown>;
}

export class EventClient implements AsyncDisposable {
  readonly response: Response;
  readonly #reader: ReadableStreamDefaultReader<string>;
  #unread = "";

  private constructor(response: Response) {
    this.response = response;
    this.#reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  }

  static async open(url: string, headers: HeadersInit = {}): Promise<EventClient> {
    return new EventClient(await fetch(url, { headers }));
  }

  /** The next event; `null` when the server has ended the stream. */
  async next(): Promise<ServerEvent | null> {
    for (;;) {
      const end = this.#unread.indexOf("\n\n");
      if (end < 0) {
        const { done, value } = await this.#reader.read();
        if (done) return null;
        this.#unread += value;
        continue;
      }
      const block = this.#unread.slice(0, end);
      this.#unread = this.#unread.slice(end + 2);
      const [, data] = /^data: (.*)$/m.exec(block) ?? [];
      const event = /^event: (.*)$/m.exec(block)?.[1] ?? "message";
      if (data) return { event, id: /^id: (.*)$/m.exec(block)?.[1], message: JSON.parse(data) };
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#reader.cancel();
  }
}
