/** The built program as a user has it: one folder without sources or node_modules, started as a process of its own. */
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { Builder } from "fresh/dev";
import { shopAssets } from "@/lib/demo/shop_assets.ts";
import { PROTOCOL_V1 } from "@/lib/shared/protocol.ts";
import type { Snapshot } from "@/lib/shared/snapshot.ts";
import { SocketClient } from "./socket_client.ts";

export interface ProgramOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Where to listen; by default on any free port. */
  readonly port?: number;
  /** How many files it may have open, sockets among them; what this process may when left out. */
  readonly openFiles?: number;
}

/** Builds the program into a temporary folder that goes with the returned value. */
export async function buildProgram(): Promise<BuiltProgram> {
  const folder = await Deno.makeTempDir({ prefix: "marketpulse_program_" });
  const assets = await shopAssets({ cache: ".cache" });
  await new Builder({ outDir: `${folder}/_fresh`, assets }).build();
  const { PATH = "", HOME = "", DENO_DIR = "" } = Deno.env.toObject();
  return new BuiltProgram(folder, {
    command: [Deno.execPath(), "run", "-A", "--unstable-net", "--no-config", "_fresh/server.js"],
    env: { PATH, HOME, ...(DENO_DIR && { DENO_DIR }) },
  });
}

/** How a program is run: the executable with its first arguments, and what it needs in its environment. */
export interface Launch {
  readonly command: readonly [file: string, ...args: string[]];
  readonly env: Readonly<Record<string, string>>;
}

/** A program in a folder of its own, which goes with this value. */
export class BuiltProgram implements AsyncDisposable {
  readonly folder: string;
  readonly #launch: Launch;

  constructor(folder: string, launch: Launch) {
    this.folder = folder;
    this.#launch = launch;
  }

  /** Starts the program with nothing in its environment but what is given, and awaits that it listens. */
  async start(options: ProgramOptions = {}): Promise<RunningProgram> {
    const program = this.spawn(options);
    const line = await program.line(/Listening on/);
    const url = /https?:\/\/[^"\s]+/.exec(line)?.[0];
    if (!url) throw new Error(`The program did not say where it listens:\n${program.output}`);
    return new RunningProgram(program, url);
  }

  spawn({ args = [], env = {}, port = 0, openFiles }: ProgramOptions = {}): Program {
    const { command, env: needed } = this.#launch;
    const limit = openFiles === undefined ? [] : ["sh", "-c", `ulimit -n ${openFiles}; exec "$@"`, "sh"];
    const [file, ...first] = [...limit, ...command] as [string, ...string[]];
    const process = new Deno.Command(file, {
      args: [...first, ...args],
      cwd: this.folder,
      clearEnv: true,
      env: { ...needed, NO_COLOR: "1", PORT: String(port), ...env },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    });
    return new Program(process.spawn());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.folder, { recursive: true });
  }
}

export class Program implements AsyncDisposable {
  readonly #process: Deno.ChildProcess;
  readonly #lines: string[] = [];
  readonly #read: Promise<unknown>;
  #ended = false;
  #arrived = Promise.withResolvers<void>();

  constructor(process: Deno.ChildProcess) {
    this.#process = process;
    this.#read = Promise.all([this.#collect(process.stdout), this.#collect(process.stderr)]).then(() => {
      this.#ended = true;
      this.#arrived.resolve();
    });
  }

  get pid(): number {
    return this.#process.pid;
  }

  /** Everything that the program has written. */
  get output(): string {
    return this.#lines.join("\n");
  }

  /** The first line that matches; rejects when the program ends without one. */
  async line(pattern: RegExp): Promise<string> {
    const [line] = await this.lines(pattern, 1);
    return line!;
  }

  /** The first `count` lines that match; rejects when the program ends without as many. */
  async lines(pattern: RegExp, count: number): Promise<string[]> {
    for (;;) {
      const arrived = this.#arrived.promise;
      const matching = this.#lines.filter((line) => pattern.test(line));
      if (matching.length >= count) return matching.slice(0, count);
      if (this.#ended) throw new Error(`The program ended without a line like ${pattern}:\n${this.output}`);
      await arrived;
    }
  }

  kill(signal: Deno.Signal): void {
    this.#process.kill(signal);
  }

  /** The exit code, once it has ended. */
  async ended(): Promise<number> {
    const { code } = await this.#process.status;
    await this.#read;
    return code;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#ended) this.#process.kill("SIGTERM");
    await this.ended();
  }

  async #collect(stream: ReadableStream<Uint8Array>): Promise<void> {
    for await (const line of createInterface({ input: Readable.fromWeb(stream as never) })) {
      this.#lines.push(line);
      this.#arrived.resolve();
      this.#arrived = Promise.withResolvers();
    }
  }
}

/** A program that listens. */
export class RunningProgram implements AsyncDisposable {
  readonly process: Program;
  /** `http://127.0.0.1:PORT/` */
  readonly url: string;

  constructor(process: Program, url: string) {
    this.process = process;
    this.url = url;
  }

  get liveUrl(): string {
    return `${this.url.replace("http", "ws")}ws`;
  }

  async snapshot(): Promise<Snapshot> {
    return await (await fetch(`${this.url}api/snapshot`)).json();
  }

  /** The first snapshot that `holds`; the live connection says when to look again. */
  async until(holds: (snapshot: Snapshot) => boolean): Promise<Snapshot> {
    await using client = await SocketClient.open(this.liveUrl, [PROTOCOL_V1]);
    for (;;) {
      const now = await this.snapshot();
      if (holds(now)) return now;
      // What changed before the server's side of the socket was ready is in its `initial`.
      await client.next("initial", "patch");
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.process[Symbol.asyncDispose]();
  }
}
