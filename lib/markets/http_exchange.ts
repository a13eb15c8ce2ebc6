import { Duplex } from "node:stream";
// The client and its request alone: the package's entry would bring its caches and WebSockets, half a megabyte of code.
import UndiciClient from "undici/lib/dispatcher/client.js";
import undiciRequest from "undici/lib/api/api-request.js";
import type { Client } from "undici";
import type { Outgoing } from "./allowed_request.ts";

const HttpClient: typeof Client = UndiciClient;
const request: Client["request"] = undiciRequest;

/** An answer as it comes in: its head, and a body that is read as far as somebody wants to. */
export interface Incoming {
  readonly status: number;
  readonly headers: Headers;
  readonly body: AsyncIterable<Uint8Array>;
}

/** A head that is longer is none; a market's own are about 1 KB. */
const HEAD_LIMIT = 64 * 1024;

/**
 * One HTTP/1.1 exchange over a connection that is already open, which is what lets its steps be timed: neither fetch nor
 * `node:https` tell (or, on Deno 2.4, take) theirs. Redirects are answers like any other, and nothing is decompressed.
 * Closing the connection ends it.
 */
export class HttpExchange implements AsyncDisposable {
  readonly #client: Client;
  readonly #stream: Duplex;

  constructor(connection: Deno.Conn, origin: string) {
    this.#stream = streamOf(connection);
    this.#client = new HttpClient(origin, {
      // Never answers a connector that calls back at once.
      // deno-lint-ignore no-explicit-any -- asks for a net.Socket, and uses of it what a stream has
      connect: (_options: unknown, done: any) => queueMicrotask(() => done(null, this.#stream)),
      maxHeaderSize: HEAD_LIMIT,
      // Whoever opened the connection also knows when it is too late.
      headersTimeout: 0,
      bodyTimeout: 0,
      connectTimeout: 0,
    });
  }

  /** Resolves with the head of the answer. */
  async send({ method, url, body }: Outgoing, headers: Headers): Promise<Incoming> {
    const { pathname, search } = new URL(url);
    const answer = await request.call(this.#client, {
      method,
      path: `${pathname}${search}`,
      headers: Object.fromEntries(headers),
      body: body ?? null,
      // Says "connection: close".
      reset: true,
    });
    return { status: answer.statusCode, headers: headersOf(answer.headers), body: answer.body };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.destroy();
    this.#stream.destroy();
  }
}

function headersOf(raw: Record<string, string | string[] | undefined>): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(raw)) {
    for (const one of [value ?? []].flat()) headers.append(name, one);
  }
  return headers;
}

/** A connection as a stream of Node, with the members of a socket that a client sets and nobody needs here. */
function streamOf(connection: Deno.Conn): Duplex {
  const stream = new Duplex({
    read() {
      const chunk = new Uint8Array(16 * 1024);
      connection.read(chunk).then(
        (length) => stream.push(length === null ? null : chunk.subarray(0, length)),
        (error) => stream.destroy(error),
      );
    },
    write(chunk: Uint8Array, _encoding, done) {
      writeAll(connection, chunk).then(() => done(), done);
    },
    destroy(error, done) {
      closeQuietly(connection);
      done(error);
    },
  });
  const self = () => stream;
  return Object.assign(stream, {
    ref: self,
    unref: self,
    setTimeout: self,
    setKeepAlive: self,
    setNoDelay: self,
  });
}

async function writeAll(connection: Deno.Conn, chunk: Uint8Array): Promise<void> {
  for (let rest = chunk; rest.length > 0;) rest = rest.subarray(await connection.write(rest));
}

function closeQuietly(connection: Deno.Conn): void {
  try {
    connection.close();
  } catch {
    // An abort closed it before.
  }
}
