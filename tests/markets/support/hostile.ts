/** Servers as no market should be. */

const encode = (text: string) => new TextEncoder().encode(text);

export interface RawServer extends AsyncDisposable {
  /** `127.0.0.1:port` */
  readonly host: string;
}

/** Takes connections on a free local port and treats each as `treat` does, once the request has begun to arrive. */
export function listenRaw(treat: (connection: Deno.TcpConn) => Promise<void> | void): RawServer {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const open = new Map<Deno.TcpConn, Promise<void>>();

  async function handle(connection: Deno.TcpConn): Promise<void> {
    try {
      await connection.read(new Uint8Array(4096));
      await treat(connection);
    } catch {
      // The client left first, which is what these tests are about.
    } finally {
      if (open.delete(connection)) connection.close();
    }
  }

  const accepting = (async () => {
    for await (const connection of listener) open.set(connection, handle(connection));
  })();
  return {
    host: `127.0.0.1:${listener.addr.port}`,
    async [Symbol.asyncDispose]() {
      listener.close();
      await accepting;
      const handling = [...open];
      open.clear();
      for (const [connection] of handling) connection.close();
      await Promise.all(handling.map(([, handled]) => handled));
    },
  };
}

/** Sends the head of an answer and then a byte whenever the last one was taken, for ever. */
export async function drip(connection: Deno.TcpConn): Promise<void> {
  await connection.write(encode("HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n"));
  for (;;) {
    await connection.write(encode("."));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export function writing(text: string): (connection: Deno.TcpConn) => Promise<void> {
  return async (connection) => {
    await connection.write(encode(text));
  };
}

/** Never answers. */
export async function silent(connection: Deno.TcpConn): Promise<void> {
  await connection.read(new Uint8Array(1));
}

/** Sends a byte of its headers whenever the last one was taken, for ever. */
export async function dripHead(connection: Deno.TcpConn): Promise<void> {
  await connection.write(encode("HTTP/1.1 200 OK\r\nx-"));
  for (;;) {
    await connection.write(encode("a"));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Headers without an end, as fast as they are taken. */
export async function endlessHead(connection: Deno.TcpConn): Promise<void> {
  await connection.write(encode("HTTP/1.1 200 OK\r\n"));
  const line = encode(`x-filler: ${"a".repeat(8_000)}\r\n`);
  for (;;) await connection.write(line);
}

/** 100 MB, as fast as they are taken. */
export async function flood(connection: Deno.TcpConn): Promise<void> {
  const chunk = new Uint8Array(1_000_000).fill(0x20);
  await connection.write(encode(`HTTP/1.1 200 OK\r\ncontent-length: ${100 * chunk.length}\r\n\r\n`));
  for (let sent = 0; sent < 100; sent++) {
    for (let from = 0; from < chunk.length;) from += await connection.write(chunk.subarray(from));
  }
}

/** 100 MB that are a hundred thousand bytes on the wire. */
export async function bomb(): Promise<(connection: Deno.TcpConn) => Promise<void>> {
  const chunk = new Uint8Array(1_000_000).fill(0x20);
  const blanks = ReadableStream.from(Array.from({ length: 100 }, () => chunk));
  const packed = await new Response(blanks.pipeThrough(new CompressionStream("gzip"))).bytes();
  const head = `HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${packed.length}\r\n\r\n`;
  return async (connection) => {
    await connection.write(encode(head));
    for (let from = 0; from < packed.length;) from += await connection.write(packed.subarray(from));
  };
}

/** Closes before it has read what was sent, which the other side sees as a reset. */
export function listenResetting(): RawServer {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const accepting = (async () => {
    for await (const connection of listener) connection.close();
  })();
  return {
    host: `127.0.0.1:${listener.addr.port}`,
    async [Symbol.asyncDispose]() {
      listener.close();
      await accepting;
    },
  };
}
