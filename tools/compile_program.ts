/** From sources to executables: builds the program once, then compiles it for each target. */
import { Builder } from "fresh/dev";
import { join, resolve } from "node:path";
import { shopAssets } from "@/lib/demo/shop_assets.ts";
import { compileArguments, outputName, type Target } from "./compile_arguments.ts";
import { executableTarget } from "./executable_target.ts";

export interface CompileProgramOptions {
  readonly targets: readonly (Target | null)[];
  readonly version: string;
  /** Folder that gets the executables; it is made when missing. */
  readonly outDir: string;
  /** The Deno executable that compiles. */
  readonly deno: string;
  /** The runtime that goes into the executables; by default what `DENORT_BIN` names, else Deno downloads its own. */
  readonly runtime?: string;
  /**
   * Whether the executable exports OpenTelemetry. Deno 2.4 decides that for good when it compiles, and what it makes then
   * always does.
   */
  readonly otel?: boolean;
  /** Told what is being done, before each step that takes more than a second. */
  readonly onStep?: (step: string) => void;
}

/** A target's executable, or why there is none. */
export type Compiled =
  | { readonly target: Target | null; readonly path: string }
  | { readonly target: Target | null; readonly error: Error };

/** Compiles every target that can be compiled here; one that cannot does not keep the others from it. */
export async function compileProgram(options: CompileProgramOptions): Promise<Compiled[]> {
  const { targets, version, onStep = () => {} } = options;
  const outDir = resolve(options.outDir);
  const staging = await Deno.makeTempDir({ prefix: "marketpulse_compile_" });
  try {
    onStep("Bundling the program…");
    await stageProgram(staging);
    await Deno.mkdir(outDir, { recursive: true });
    const compiled: Compiled[] = [];
    for (const target of targets) {
      const path = join(outDir, outputName(target, { version, os: Deno.build.os }));
      onStep(`Compiling for ${target ?? "this machine"}…`);
      const args = compileArguments({ target, output: path });
      const error = await compile(args, { ...options, folder: staging }) ??
        (target === null ? await removeBroken(path) : await removeForeign(path, target));
      compiled.push(error === undefined ? { target, path } : { target, error });
    }
    return compiled;
  } finally {
    await Deno.remove(staging, { recursive: true });
  }
}

/** The bundles need no node_modules, and without one nearby none of it is embedded. */
async function stageProgram(folder: string): Promise<void> {
  await new Builder({ outDir: folder, assets: await shopAssets({ cache: ".cache" }) }).build();
  await Deno.writeTextFile(
    join(folder, "deno.json"),
    JSON.stringify({ unstable: ["worker-options", "net"] }),
  );
}

const REMEDY =
  "let it download the runtime, or name this target's runtime of this Deno's version in DENORT_BIN";

/** Deno puts whatever `DENORT_BIN` names into an executable, also where that is of another architecture. */
async function removeForeign(path: string, target: Target): Promise<Error | undefined> {
  using file = await Deno.open(path);
  const header = new Uint8Array(64);
  await file.read(header);
  const made = executableTarget(header);
  if (made === target) return undefined;
  await Deno.remove(path);
  return new Error(`Cannot compile with a runtime for ${made ?? "an unknown platform"}; ${REMEDY}`);
}

/** Nor does Deno look whether the runtime is of its own version; one that is not finds no program behind itself. */
async function removeBroken(path: string): Promise<Error | undefined> {
  const { success, stderr } = await new Deno.Command(path, { args: ["--version"], stdin: "null" }).output();
  if (success) return undefined;
  await Deno.remove(path);
  return new Error(`The executable does not start: ${causeIn(new TextDecoder().decode(stderr))}; ${REMEDY}`);
}

async function compile(
  args: readonly string[],
  { deno, runtime, otel = false, folder }: CompileProgramOptions & { folder: string },
): Promise<Error | undefined> {
  const command = new Deno.Command(deno, {
    args: [...args],
    cwd: folder,
    stdin: "null",
    stdout: "null",
    stderr: "piped",
    // What this Deno itself is told about OpenTelemetry is not for the executable.
    env: { NO_COLOR: "1", OTEL_DENO: String(otel), ...runtime && { DENORT_BIN: runtime } },
  });
  try {
    const { success, stderr } = await command.output();
    if (success) return undefined;
    return new Error(`Cannot compile, ${deno} said: ${causeIn(new TextDecoder().decode(stderr))}; ${REMEDY}`);
  } catch (cause) {
    return new Error(`Cannot run ${deno}, name another Deno with --deno`, { cause });
  }
}

/** Deno's own words on one line, from the causes on where it lists them, without the trace. */
function causeIn(stderr: string): string {
  const said = stderr.split("Stack backtrace")[0]!;
  return said.split("Caused by:").at(-1)!.trim().replaceAll(/\s+/g, " ");
}
