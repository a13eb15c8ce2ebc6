/** A real PgBouncer in transaction mode: each transaction may get another connection of the server's. */
import { commandMissing } from "../deploy/support/command_missing.ts";
import { freePort } from "./free_port.ts";
import { PASSWORD, type TestPostgres } from "./postgres.ts";
import { SERVER_UID } from "./postgres_binaries.ts";

/** Why there is none here, and the remedy; undefined when there is one. */
export function pgbouncerMissing(): string | undefined {
  return commandMissing("pgbouncer", { args: ["--version"], remedy: "Debian: apt install pgbouncer" });
}

export interface TestPgBouncer extends AsyncDisposable {
  /** URL of a database of the server's, by way of the pooler. */
  urlOf(database: string): string;
}

export async function startPgbouncer(server: TestPostgres): Promise<TestPgBouncer> {
  const folder = await Deno.makeTempDir({ prefix: "marketpulse_pgbouncer_" });
  const port = freePort();
  await Deno.writeTextFile(
    `${folder}/pgbouncer.ini`,
    `[databases]
* = host=127.0.0.1 port=${server.port} user=postgres password='${PASSWORD}'
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 2
`,
  );
  if (SERVER_UID !== undefined) await Deno.chmod(folder, 0o755);
  const process = new Deno.Command("pgbouncer", {
    args: [`${folder}/pgbouncer.ini`],
    stdin: "null",
    stdout: "null",
    stderr: "piped",
    ...(SERVER_UID === undefined ? {} : { uid: SERVER_UID, gid: SERVER_UID }),
  }).spawn();
  const log = await readUntil(process.stderr, "process up");
  return {
    urlOf: (database) => `postgres://anybody@127.0.0.1:${port}/${database}`,
    async [Symbol.asyncDispose]() {
      process.kill("SIGINT");
      await Promise.all([process.status, log.rest()]);
      await Deno.remove(folder, { recursive: true });
    },
  };
}

/** Reads until `words` have come; `rest` reads on to the end, so that the writer never waits for a reader. */
async function readUntil(
  stream: ReadableStream<Uint8Array>,
  words: string,
): Promise<{ rest: () => Promise<void> }> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let log = "";
  while (!log.includes(words)) {
    const { done, value } = await reader.read();
    if (done) throw new Error(`Cannot start pgbouncer: ${log}`);
    log += decoder.decode(value, { stream: true });
  }
  const drained = (async () => {
    while (!(await reader.read()).done);
  })();
  return { rest: () => drained };
}
