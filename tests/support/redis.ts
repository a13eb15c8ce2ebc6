/** A real `redis-server` of its own for a test. */

export interface TestRedis {
  /** `redis://127.0.0.1:<port>`, with the password if there is one. */
  readonly url: string;
  /** Runs one command with `redis-cli` and gives its raw output without the newline at the end. */
  cli(...command: string[]): Promise<string>;
  /** The server stops answering but keeps its connections, until it is resumed. */
  pause(): void;
  resume(): void;
  /** Ends the server at once, as a crash would; what it kept is lost. */
  kill(): Promise<void>;
  /** Starts it again on the same port. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface TestRedisOptions {
  readonly password?: string;
  /** Further arguments of `redis-server`. */
  readonly settings?: readonly string[];
}

/** Why there is no `redis-server` here, with the remedy; null when there is one. For names of ignored tests. */
export function redisMissing(): string | null {
  try {
    new Deno.Command("redis-server", { args: ["--version"], stdout: "null", stderr: "null" }).outputSync();
    return null;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return "redis-server is not installed: apt-get install redis-server, or brew install redis";
  }
}

/** Starts a server on a free port of 127.0.0.1 that keeps nothing on disk. */
export async function startRedis({ password, settings = [] }: TestRedisOptions = {}): Promise<TestRedis> {
  const folder = await Deno.makeTempDir({ prefix: "marketpulse-redis-" });
  const port = freePort();
  const login = password === undefined ? [] : ["--requirepass", password];
  const fixed = [
    "--port",
    `${port}`,
    "--bind",
    "127.0.0.1",
    "--save",
    "",
    "--appendonly",
    "no",
    "--dir",
    folder,
  ];
  const args = [...fixed, ...login, ...settings];
  let server = await spawn(args);
  const end = async () => {
    server.kill("SIGKILL");
    await server.status;
  };
  return {
    url: `redis://${password === undefined ? "" : `:${encodeURIComponent(password)}@`}127.0.0.1:${port}`,
    cli: (...command) => cli({ port, password, command }),
    pause: () => server.kill("SIGSTOP"),
    resume: () => server.kill("SIGCONT"),
    kill: end,
    start: async () => {
      server = await spawn(args);
    },
    stop: async () => {
      await end();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

/** Resolves when the server accepts connections, which it says in its log. */
async function spawn(args: readonly string[]): Promise<Deno.ChildProcess> {
  const server = new Deno.Command("redis-server", { args: [...args], stdout: "piped", stderr: "null" })
    .spawn();
  const log: string[] = [];
  const reader = server.stdout.pipeThrough(new TextDecoderStream()).getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    log.push(read.value);
    if (log.join("").includes("Ready to accept connections")) {
      // Redis goes on when nobody reads its log any more.
      await reader.cancel();
      return server;
    }
  }
  throw new Error(`Cannot start redis-server: ${log.join("")}`);
}

async function cli(
  { port, password, command }: { port: number; password?: string; command: readonly string[] },
): Promise<string> {
  const login = password === undefined ? [] : ["-a", password, "--no-auth-warning"];
  const args = ["-h", "127.0.0.1", "-p", `${port}`, ...login, ...command];
  const { stdout, stderr, success } = await new Deno.Command("redis-cli", { args }).output();
  if (!success) throw new Error(`Cannot run redis-cli ${command[0]}: ${new TextDecoder().decode(stderr)}`);
  return new TextDecoder().decode(stdout).trimEnd();
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}
