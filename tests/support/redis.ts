/** Real Redis servers for tests, each in its own temporary folder and on its own free port of 127.0.0.1. */
import { freePort } from "./free_port.ts";

export interface RedisOptions {
  readonly password?: string;
  /** Further arguments of `redis-server`. */
  readonly settings?: readonly string[];
}

/** Why there is no Redis here, and the remedy; undefined when there is one. */
export function redisMissing(): string | undefined {
  try {
    new Deno.Command("redis-server", { args: ["--version"], stdout: "null", stderr: "null" }).outputSync();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return "no redis-server found, install one (Debian: apt install redis-server, macOS: brew install redis)";
  }
}

/** Registers a test with a server of its own, ignored with the reason in its name where there is no Redis. */
export function redisTest(
  name: string,
  options: RedisOptions,
  run: (server: TestRedis) => Promise<void>,
): void {
  const missing = redisMissing();
  Deno.test({
    name: missing ? `${name} (ignored: ${missing})` : name,
    ignore: missing !== undefined,
    async fn() {
      await using server = await startRedis(options);
      await run(server);
    },
  });
}

/** Starts a server that keeps nothing on disk; `stop()` it, or let `await using` do so. */
export async function startRedis(options: RedisOptions = {}): Promise<TestRedis> {
  const folder = await Deno.makeTempDir({ prefix: "marketpulse_redis_" });
  const server = new TestRedis(folder, options);
  await server.start();
  return server;
}

export class TestRedis implements AsyncDisposable {
  readonly port = freePort();
  readonly #folder: string;
  readonly #options: RedisOptions;
  #process: Deno.ChildProcess | undefined;

  constructor(folder: string, options: RedisOptions) {
    this.#folder = folder;
    this.#options = options;
  }

  /** With the password, if there is one. */
  get url(): string {
    const { password } = this.#options;
    const login = password === undefined ? "" : `:${encodeURIComponent(password)}@`;
    return `redis://${login}127.0.0.1:${this.port}`;
  }

  /** Starts the server, also again after a `kill()`; resolves when it accepts connections. */
  async start(): Promise<void> {
    const { password, settings = [] } = this.#options;
    const login = password === undefined ? [] : ["--requirepass", password];
    const kept = ["--save", "", "--appendonly", "no", "--dir", this.#folder];
    const args = ["--port", `${this.port}`, "--bind", "127.0.0.1", ...kept, ...login, ...settings];
    this.#process = new Deno.Command("redis-server", { args, stdout: "piped", stderr: "null" }).spawn();
    await readUntilReady(this.#process.stdout);
  }

  /** Ends the server at once, as a crash would; what it held is lost. */
  async kill(): Promise<void> {
    const process = this.#process;
    this.#process = undefined;
    process?.kill("SIGKILL");
    await process?.status;
  }

  /** The server keeps its connections but does nothing any more, until it is resumed. */
  pause(): void {
    this.#process?.kill("SIGSTOP");
  }

  resume(): void {
    this.#process?.kill("SIGCONT");
  }

  /** Runs one command with `redis-cli`; gives its raw output without the newline at the end. */
  async cli(...command: string[]): Promise<string> {
    const { password } = this.#options;
    const login = password === undefined ? [] : ["-a", password, "--no-auth-warning"];
    const args = ["-h", "127.0.0.1", "-p", `${this.port}`, ...login, ...command];
    const { stdout, stderr, success } = await new Deno.Command("redis-cli", { args }).output();
    if (!success) throw new Error(`Cannot run redis-cli ${command[0]}: ${new TextDecoder().decode(stderr)}`);
    return new TextDecoder().decode(stdout).trimEnd();
  }

  async stop(): Promise<void> {
    await this.kill();
    await Deno.remove(this.#folder, { recursive: true });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}

/** Redis goes on when nobody reads its log any more. */
async function readUntilReady(stdout: ReadableStream<Uint8Array>): Promise<void> {
  const decoder = new TextDecoder();
  let log = "";
  for await (const bytes of stdout) {
    log += decoder.decode(bytes, { stream: true });
    if (log.includes("Ready to accept connections")) return;
  }
  throw new Error(`Cannot start redis-server: ${log}`);
}
