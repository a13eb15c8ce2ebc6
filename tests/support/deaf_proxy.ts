/**
 * A proxy between a client and PostgreSQL that never lets a notification through, as a pooler does that lends
 * connections for one transaction: LISTEN succeeds, and nothing arrives.
 */
export function openDeafProxy(port: number): AsyncDisposable & { readonly port: number } {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const open = new Set<Deno.Conn>();
  const pipes: Promise<unknown>[] = [];
  const serving = (async () => {
    for await (const client of listener) {
      const server = await Deno.connect({ hostname: "127.0.0.1", port });
      for (const connection of [client, server]) open.add(connection);
      pipes.push(
        client.readable.pipeTo(server.writable).catch(() => {}),
        server.readable.pipeThrough(new TransformStream(withoutNotifications())).pipeTo(client.writable)
          .catch(() => {}),
      );
    }
  })();
  return {
    port: (listener.addr as Deno.NetAddr).port,
    async [Symbol.asyncDispose]() {
      listener.close();
      await serving;
      for (const connection of open) closeQuietly(connection);
      await Promise.all(pipes);
    },
  };
}

/** NotificationResponse (https://www.postgresql.org/docs/15/protocol-message-formats.html). */
const NOTIFICATION = "A".charCodeAt(0);

/** Passes on the server's messages, each of a type, a length that counts itself, and a body, but for notifications. */
function withoutNotifications(): Transformer<Uint8Array, Uint8Array> {
  let pending = new Uint8Array();
  return {
    transform(chunk, controller) {
      pending = new Uint8Array([...pending, ...chunk]);
      for (;;) {
        if (pending.length < 5) return;
        const length = 1 + new DataView(pending.buffer, pending.byteOffset).getUint32(1);
        if (pending.length < length) return;
        if (pending[0] !== NOTIFICATION) controller.enqueue(pending.slice(0, length));
        pending = pending.slice(length);
      }
    },
  };
}

function closeQuietly(connection: Deno.Conn): void {
  try {
    connection.close();
  } catch (error) {
    if (!(error instanceof Deno.errors.BadResource)) throw error;
  }
}
