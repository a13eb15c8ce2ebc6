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

/** Why there can be no certificate of our own here, or undefined. */
export async function opensslMissing(): Promise<string | undefined> {
  try {
    const { success } = await new Deno.Command("openssl", {
      args: ["version"],
      stdout: "null",
      stderr: "null",
    }).output();
    return success ? undefined : "openssl does not run";
  } catch {
    return "no openssl found, install it (Debian: apt install openssl)";
  }
}

/** A certificate that nobody trusts, for 127.0.0.1. */
export async function untrustedCertificate(): Promise<{ cert: string; key: string }> {
  const folder = await Deno.makeTempDir();
  try {
    const [cert, key] = [`${folder}/cert.pem`, `${folder}/key.pem`];
    const args = [
      "req",
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:prime256v1",
      "-nodes",
      "-days",
      "1",
    ];
    args.push(
      "-keyout",
      key,
      "-out",
      cert,
      "-subj",
      "/CN=127.0.0.1",
      "-addext",
      "subjectAltName=IP:127.0.0.1",
    );
    args.push("-addext", "basicConstraints=critical,CA:FALSE");
    const { success, stderr } = await new Deno.Command("openssl", { args }).output();
    if (!success) throw new Error(`Cannot make a certificate: ${new TextDecoder().decode(stderr)}`);
    return { cert: await Deno.readTextFile(cert), key: await Deno.readTextFile(key) };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
