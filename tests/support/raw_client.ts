/** A WebSocket client that is a bare TCP connection, and may read nothing at all. */
export class RawClient {
  readonly #connection: Deno.TcpConn;
  #arrived = Promise.withResolvers<void>();
  readonly #types: string[] = [];
  /** Patches that came. */
  patches = 0;

  private constructor(connection: Deno.TcpConn) {
    this.#connection = connection;
  }

  /** Resolves once the server has accepted. */
  static async open(
    host: string,
    { protocol, reads }: { protocol: string; reads: boolean },
  ): Promise<RawClient> {
    const [hostname, port] = host.split(":") as [string, string];
    const connection = await Deno.connect({ hostname, port: Number(port) });
    const client = new RawClient(connection);
    await connection.write(new TextEncoder().encode(
      `GET /ws HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n` +
        `Sec-WebSocket-Protocol: ${protocol}\r\n\r\n`,
    ));
    const rest = await client.#head();
    if (reads) void client.#read(rest);
    return client;
  }

  /** Drops what came until a message of this type. */
  async until(type: string): Promise<void> {
    for (;;) {
      const arrived = this.#arrived.promise;
      const index = this.#types.indexOf(type);
      if (index >= 0) return void this.#types.splice(0, index + 1);
      await arrived;
    }
  }

  /** Sends up to 125 bytes. */
  async send(message: unknown): Promise<void> {
    const text = new TextEncoder().encode(JSON.stringify(message));
    // A final text frame, masked by zeros.
    await this.#connection.write(new Uint8Array([0x81, 0x80 | text.length, 0, 0, 0, 0, ...text]));
  }

  close(): void {
    this.#connection.close();
  }

  /** Reads the answer's head; returns what came after it. */
  async #head(): Promise<Uint8Array> {
    const buffer = new Uint8Array(4096);
    const length = await this.#connection.read(buffer) ?? 0;
    const text = new TextDecoder("latin1").decode(buffer.subarray(0, length));
    const end = text.indexOf("\r\n\r\n");
    if (!text.startsWith("HTTP/1.1 101") || end < 0) {
      throw new Error(`Not accepted: ${text.split("\r\n")[0]}`);
    }
    return buffer.slice(end + 4, length);
  }

  async #read(first: Uint8Array): Promise<void> {
    let unread = first;
    const buffer = new Uint8Array(65_536);
    for (;;) {
      unread = this.#take(unread);
      const length = await this.#connection.read(buffer).catch(() => null);
      if (length === null) return;
      const joined = new Uint8Array(unread.length + length);
      joined.set(unread);
      joined.set(buffer.subarray(0, length), unread.length);
      unread = joined;
    }
  }

  /** Takes whole frames; a server's are not masked. */
  #take(data: Uint8Array): Uint8Array {
    let at = 0;
    for (;;) {
      const view = new DataView(data.buffer, data.byteOffset + at, data.length - at);
      if (view.byteLength < 2) break;
      const short = view.getUint8(1) & 127;
      const head = short === 126 ? 4 : short === 127 ? 10 : 2;
      if (view.byteLength < head) break;
      const length = short === 126 ? view.getUint16(2) : short === 127 ? Number(view.getBigUint64(2)) : short;
      if (view.byteLength < head + length) break;
      const text = new TextDecoder().decode(data.subarray(at + head, at + head + Math.min(length, 40)));
      const [, type] = /^\{"type":"(\w+)"/.exec(text) ?? [];
      if (type) {
        if (type === "patch") this.patches += 1;
        this.#types.push(type);
        this.#arrived.resolve();
        this.#arrived = Promise.withResolvers();
      }
      at += head + length;
    }
    return data.slice(at);
  }
}
