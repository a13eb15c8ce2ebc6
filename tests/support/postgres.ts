/** Real PostgreSQL servers for tests, each in its own temporary folder and on its own free port of 127.0.0.1. */
import pg from "pg";
import {
  type PostgresBinaries,
  postgresBinaries,
  type PostgresMajor,
  SERVER_UID,
} from "./postgres_binaries.ts";
import { freePort } from "./free_port.ts";

export type { PostgresMajor };

/** Has characters that must be encoded in a URL, as good passwords do. */
export const PASSWORD = "p@ss:w/rd#1";

export interface PostgresOptions {
  major: PostgresMajor;
  /** Server settings, for example `{ timezone: "America/Los_Angeles" }`. */
  settings?: Record<string, string>;
}

/** Why this PostgreSQL cannot be had here, and the remedy; undefined when it can. */
export function postgresMissing(major: PostgresMajor): string | undefined {
  try {
    postgresBinaries(major);
  } catch (error) {
    return (error as Error).message;
  }
}

/** Registers a test with a server of its own, ignored with the reason in its name where there is no PostgreSQL. */
export function postgresTest(
  name: string,
  options: PostgresOptions,
  run: (server: TestPostgres, test: Deno.TestContext) => Promise<void>,
): void {
  const missing = postgresMissing(options.major);
  Deno.test({
    name: missing ? `${name} (ignored: ${missing})` : name,
    ignore: missing !== undefined,
    async fn(test) {
      await using server = await startPostgres(options);
      await run(server, test);
    },
  });
}

/** Starts a server; `stop()` it, or let `await using` do so. */
export async function startPostgres({ major, settings = {} }: PostgresOptions): Promise<TestPostgres> {
  const binaries = postgresBinaries(major);
  const folder = await Deno.makeTempDir({ prefix: "marketpulse_postgres_" });
  const passwordFile = `${folder}/password`;
  await Deno.writeTextFile(passwordFile, PASSWORD);
  if (SERVER_UID !== undefined) {
    for (const path of [folder, passwordFile]) await Deno.chown(path, SERVER_UID, SERVER_UID);
  }
  const data = `${folder}/data`;
  const { success, stderr } = await command(binaries, "initdb", [
    `--pgdata=${data}`,
    "--username=postgres",
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--no-sync",
  ]).output();
  if (!success) throw new Error(`Cannot create a database cluster: ${new TextDecoder().decode(stderr)}`);

  const all = { listen_addresses: "127.0.0.1", unix_socket_directories: "", fsync: "off", ...settings };
  const server = new TestPostgres({ binaries, folder, port: freePort(), settings: all });
  await server.start();
  return server;
}

/** A running server. Its database is `postgres`, more are made by `createDatabase()`. */
export class TestPostgres implements AsyncDisposable {
  readonly #place: {
    binaries: PostgresBinaries;
    folder: string;
    port: number;
    settings: Record<string, string>;
  };
  #process: Deno.ChildProcess | undefined;
  #output: Promise<void> = Promise.resolve();
  #databases = 0;

  constructor(
    place: { binaries: PostgresBinaries; folder: string; port: number; settings: Record<string, string> },
  ) {
    this.#place = place;
  }

  get port(): number {
    return this.#place.port;
  }

  /** URL of the superuser. */
  get url(): string {
    return this.urlOf("postgres");
  }

  urlOf(database: string): string {
    return `postgres://postgres:${encodeURIComponent(PASSWORD)}@127.0.0.1:${this.port}/${database}`;
  }

  /** Runs SQL, one statement or many; the rows of the last. */
  async query<Row = Record<string, unknown>>(sql: string, url = this.url): Promise<Row[]> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      const results = await client.query(sql) as unknown as pg.QueryResult | pg.QueryResult[];
      return (Array.isArray(results) ? results.at(-1)! : results).rows;
    } finally {
      await client.end();
    }
  }

  /** A new, empty database; its URL. */
  async createDatabase(): Promise<string> {
    const name = `test_${++this.#databases}`;
    await this.query(`CREATE DATABASE ${name}`);
    return this.urlOf(name);
  }

  /** Starts it again after `kill()`. */
  async start(): Promise<void> {
    const { binaries, folder, port, settings } = this.#place;
    const options = Object.entries({ ...settings, port }).flatMap((
      [name, value],
    ) => ["-c", `${name}=${value}`]);
    this.#process = command(binaries, "postgres", ["-D", `${folder}/data`, ...options]).spawn();
    const ready = Promise.withResolvers<void>();
    this.#output = this.#watch(this.#process.stderr, ready);
    await ready.promise;
  }

  /** Ends it as a crash would: every connection breaks at once. */
  async kill(): Promise<void> {
    await this.#end("SIGQUIT");
  }

  /** All of its processes stand still until they are resumed; the kernel goes on taking connections for them. */
  pause(): void {
    this.#signal("SIGSTOP");
  }

  resume(): void {
    this.#signal("SIGCONT");
  }

  #signal(signal: Deno.Signal): void {
    const { stdout } = new Deno.Command("pgrep", { args: ["-P", `${this.#process!.pid}`] }).outputSync();
    const children = new TextDecoder().decode(stdout).split("\n").filter(Boolean).map(Number);
    for (const pid of [this.#process!.pid, ...children]) Deno.kill(pid, signal);
  }

  /** Stops it for good and removes its data. */
  async stop(): Promise<void> {
    await this.#end("SIGINT");
    await Deno.remove(this.#place.folder, { recursive: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  async #end(signal: Deno.Signal): Promise<void> {
    if (!this.#process) return;
    this.#process.kill(signal);
    await this.#process.status;
    await this.#output;
    this.#process = undefined;
  }

  /** Reads the server's log to its end, so that the server never waits for a reader. */
  async #watch(log: ReadableStream<Uint8Array>, ready: PromiseWithResolvers<void>): Promise<void> {
    let text = "";
    for await (
      const chunk of log.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
    ) {
      text += chunk;
      if (text.includes("database system is ready to accept connections")) ready.resolve();
    }
    ready.reject(new Error(`Cannot start PostgreSQL: ${text}`));
  }
}

function command({ bin, lib }: PostgresBinaries, program: string, args: string[]): Deno.Command {
  return new Deno.Command(`${bin}/${program}`, {
    args,
    env: lib ? { LD_LIBRARY_PATH: lib, LC_ALL: "C" } : { LC_ALL: "C" },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
    ...(SERVER_UID === undefined ? {} : { uid: SERVER_UID, gid: SERVER_UID }),
  });
}
