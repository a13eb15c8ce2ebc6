/** A WebSocket's handshake on a bare TCP connection, for answers that the browser's API does not show. */
export class Handshake implements Disposable {
  readonly #connection: Deno.TcpConn;

  private constructor(connection: Deno.TcpConn) {
    this.#connection = connection;
  }

  /** Resolves once the request is written; the server may not have accepted yet. */
  static async send(host: string): Promise<Handshake> {
    const [hostname, port] = host.split(":") as [string, string];
    const connection = await Deno.connect({ hostname, port: Number(port) });
    await connection.write(new TextEncoder().encode(
      `GET /ws HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n`,
    ));
    return new Handshake(connection);
  }

  /** The answer's head; empty where the connection ended without one. */
  async answer(): Promise<string> {
    const buffer = new Uint8Array(4096);
    const length = await this.#connection.read(buffer).catch(() => null) ?? 0;
    return new TextDecoder("latin1").decode(buffer.subarray(0, length));
  }

  [Symbol.dispose](): void {
    this.#connection.close();
  }
}

/** Sends a handshake and reads its answer. */
export async function handshake(host: string): Promise<string> {
  using sent = await Handshake.send(host);
  return await sent.answer();
}
