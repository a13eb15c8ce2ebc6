/** Processes of a fan-out measurement, each on a processor core of its own where the machine has two. */

const here = (name: string) => new URL(`./${name}`, import.meta.url).pathname;

/** A folder that goes with the returned value. */
export async function temporaryFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await Deno.makeTempDir({ prefix: "marketpulse_fan_" });
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}

/** Where a compiled C file of this folder is, or why there is none. */
export async function compileC(
  name: string,
  folder: string,
): Promise<{ file: string } | { missing: string }> {
  const file = `${folder}/${name}`;
  try {
    const { success, stderr } = await new Deno.Command("cc", { args: ["-O2", "-o", file, here(`${name}.c`)] })
      .output();
    return success ? { file } : { missing: `cc failed: ${new TextDecoder().decode(stderr)}` };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return { missing: "there is no C compiler (cc)" };
    throw error;
  }
}

/** The command of a Deno program of this folder. */
export function denoCommand(name: string, v8Flags: readonly string[] = []): string[] {
  const flags = v8Flags.length > 0 ? [`--v8-flags=${v8Flags.join()}`] : [];
  return [Deno.execPath(), "run", "-A", "-q", ...flags, here(name)];
}

/** The command of a Python program of this folder, for the first Python that has `module`, or why there is none. */
export async function pythonCommand(
  name: string,
  module: string,
): Promise<{ command: string[] } | { missing: string }> {
  for (const python of ["python3", "/usr/bin/python3"]) {
    const probe = new Deno.Command(python, { args: ["-c", `import ${module}`], stderr: "null" });
    const has = await probe.output().then(({ success }) => success, () => false);
    if (has) return { command: [python, here(name)] };
  }
  return { missing: `no Python with '${module}' (Debian: python3-${module})` };
}

/** A server that listens; it ends with this value. */
export class FanServer implements AsyncDisposable {
  readonly port: number;
  readonly #process: Deno.ChildProcess;

  private constructor(port: number, process: Deno.ChildProcess) {
    this.port = port;
    this.#process = process;
  }

  /** Starts `command PORT ARGS…` and awaits that it answers. */
  static async start(command: readonly string[], args: readonly string[]): Promise<FanServer> {
    const port = freePort();
    const [file, ...rest] = pinned(0, [...command, String(port), ...args]);
    const process = new Deno.Command(file!, { args: rest, stdin: "null", stdout: "null" }).spawn();
    const server = new FanServer(port, process);
    let ended = false;
    process.status.then(() => ended = true);
    while (!await answers(port)) {
      if (ended) throw new Error(`Cannot measure: '${command.join(" ")}' ended before it listened`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return server;
  }

  get pid(): number {
    return this.#process.pid;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#process.kill("SIGKILL");
    await this.#process.status;
  }
}

/** Runs a command to its end and reads its output as JSON. */
export async function jsonOf<T>(command: readonly string[]): Promise<T> {
  const [file, ...args] = pinned(1, command);
  const { success, stdout } = await new Deno.Command(file!, { args, stderr: "inherit" }).output();
  if (!success) throw new Error(`Cannot measure: '${command.join(" ")}' failed`);
  return JSON.parse(new TextDecoder().decode(stdout));
}

const TASKSET = "/usr/bin/taskset";
const canPin = navigator.hardwareConcurrency > 1 && existsSync(TASKSET);

function pinned(core: 0 | 1, command: readonly string[]): string[] {
  return canPin ? [TASKSET, "-c", String(core), ...command] : [...command];
}

function existsSync(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return (listener.addr as Deno.NetAddr).port;
}

async function answers(port: number): Promise<boolean> {
  try {
    (await Deno.connect({ hostname: "127.0.0.1", port })).close();
    return true;
  } catch {
    return false;
  }
}
