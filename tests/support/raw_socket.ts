/** WebSocket frames byte by byte (RFC 6455, section 5.2), also those that no client would send. */

export interface FrameParts {
  readonly opcode: number;
  readonly payload?: Uint8Array | string;
  readonly fin?: boolean;
  /** The three reserved bits, as a number from 0 to 7. */
  readonly reserved?: number;
  readonly masked?: boolean;
  /** The length that the header claims; that of the payload when left out. */
  readonly length?: number | bigint;
}

export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

const utf8 = new TextEncoder();

export function frame(
  { opcode, payload = "", fin = true, reserved = 0, masked = true, length }: FrameParts,
): Uint8Array {
  const body = typeof payload === "string" ? utf8.encode(payload) : payload;
  const claimed = BigInt(length ?? body.length);
  const head = [(fin ? 0x80 : 0) | (reserved << 4) | opcode];
  const mask = masked ? 0x80 : 0;
  if (claimed < 126n) head.push(mask | Number(claimed));
  else if (claimed < 65_536n) head.push(mask | 126, ...bytesOf(claimed, 2));
  else head.push(mask | 127, ...bytesOf(claimed, 8));
  // A mask of zeros changes nothing.
  if (masked) head.push(0, 0, 0, 0);
  const whole = new Uint8Array(head.length + body.length);
  whole.set(head);
  whole.set(body, head.length);
  return whole;
}

function bytesOf(value: bigint, count: number): number[] {
  return Array.from(
    { length: count },
    (_, index) => Number((value >> BigInt(8 * (count - 1 - index))) & 255n),
  );
}

/** What a server's frame says. */
export interface Received {
  readonly opcode: number;
  readonly text: string;
  /** Of a close frame. */
  readonly code?: number;
}

/** A bare connection that was upgraded. */
export class RawSocket implements Disposable {
  readonly #connection: Deno.TcpConn;
  #unread: Uint8Array;

  private constructor(connection: Deno.TcpConn, unread: Uint8Array) {
    this.#connection = connection;
    this.#unread = unread;
  }

  /** @throws {Error} when the answer is another than 101 */
  static async open(
    host: string,
    { protocol, path = "/ws" }: { protocol?: string; path?: string } = {},
  ): Promise<RawSocket> {
    const [hostname, port] = host.split(":") as [string, string];
    const connection = await Deno.connect({ hostname, port: Number(port) });
    const head = [
      `GET ${path} HTTP/1.1`,
      `Host: ${host}`,
      "Upgrade: websocket",
      "Connection: Upgrade",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      "Sec-WebSocket-Version: 13",
      ...(protocol ? [`Sec-WebSocket-Protocol: ${protocol}`] : []),
    ];
    await connection.write(utf8.encode(`${head.join("\r\n")}\r\n\r\n`));
    let answer: Uint8Array = new Uint8Array();
    for (;;) {
      const text = new TextDecoder("latin1").decode(answer);
      const end = text.indexOf("\r\n\r\n");
      if (end >= 0 && text.startsWith("HTTP/1.1 101")) {
        return new RawSocket(connection, answer.slice(end + 4));
      }
      const more = end >= 0 ? null : await readSome(connection);
      if (more === null) {
        connection.close();
        throw new Error(`Not accepted: ${text.split("\r\n")[0]}`);
      }
      answer = joined(answer, more);
    }
  }

  async send(...frames: readonly (FrameParts | Uint8Array)[]): Promise<void> {
    for (const each of frames) {
      const bytes = each instanceof Uint8Array ? each : frame(each);
      for (let at = 0; at < bytes.length;) at += await this.#connection.write(bytes.subarray(at));
    }
  }

  /** Says that nothing more comes; the server ends the connection when it has read everything. */
  async sendNoMore(): Promise<void> {
    await this.#connection.closeWrite().catch(() => {});
  }

  /** The next frame of the server; null once it has closed the connection. */
  async receive(): Promise<Received | null> {
    for (;;) {
      const found = takeFrame(this.#unread);
      if (found) {
        this.#unread = found.rest;
        return found.received;
      }
      const more = await readSome(this.#connection);
      if (more === null) return null;
      this.#unread = joined(this.#unread, more);
    }
  }

  /** Reads until the server closes, and agrees; the code of its close frame, or null when the connection ended without one. */
  async closed(): Promise<number | null> {
    for (;;) {
      const received = await this.receive();
      if (received === null) return null;
      if (received.opcode !== OPCODE.close) continue;
      await this.send({ opcode: OPCODE.close }).catch(() => {});
      return received.code ?? null;
    }
  }

  [Symbol.dispose](): void {
    try {
      this.#connection.close();
    } catch (error) {
      if (!(error instanceof Deno.errors.BadResource)) throw error;
    }
  }
}

async function readSome(connection: Deno.TcpConn): Promise<Uint8Array | null> {
  const buffer = new Uint8Array(65_536);
  const length = await connection.read(buffer).catch(() => null);
  return length === null ? null : buffer.subarray(0, length);
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}

/** A whole frame at the beginning; a server's are not masked. */
function takeFrame(data: Uint8Array): { received: Received; rest: Uint8Array } | null {
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  if (data.length < 2) return null;
  const short = view.getUint8(1) & 127;
  const head = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (data.length < head) return null;
  const length = short === 126 ? view.getUint16(2) : short === 127 ? Number(view.getBigUint64(2)) : short;
  if (data.length < head + length) return null;
  const opcode = view.getUint8(0) & 15;
  const body = data.subarray(head, head + length);
  const code = opcode === OPCODE.close && length >= 2 ? view.getUint16(head) : undefined;
  const text = new TextDecoder().decode(code === undefined ? body : body.subarray(2));
  return {
    received: { opcode, text, ...(code !== undefined && { code }) },
    rest: data.subarray(head + length),
  };
}
