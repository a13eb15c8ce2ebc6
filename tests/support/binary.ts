/** The compiled program in an otherwise empty folder, where a runtime to compile with is at hand. */
import { compileProgram } from "../../tools/compile_program.ts";
import { BuiltProgram } from "./program.ts";

/** A Deno and the runtime that it puts into executables. */
export interface Compiler {
  readonly deno: string;
  readonly runtime: string;
}

/** A script that prints `export DENO_COMPILE=… DENORT_BIN=…`, unless `MARKETPULSE_DENORT` names another. */
const DEFAULT_SCRIPT = "../shared/tools/denort";

/** What to compile with: from the environment, else what a script says; else why there is none, with the remedy. */
export function findCompiler(): Compiler | string {
  const { DENO_COMPILE, DENORT_BIN, MARKETPULSE_DENORT } = Deno.env.toObject();
  if (DENO_COMPILE && DENORT_BIN) return { deno: DENO_COMPILE, runtime: DENORT_BIN };
  const script = MARKETPULSE_DENORT || DEFAULT_SCRIPT;
  try {
    const { stdout, success } = new Deno.Command("bash", {
      args: ["-c", 'eval "$("$0")" && printf "%s\\n%s" "$DENO_COMPILE" "$DENORT_BIN"', script],
      stderr: "null",
    }).outputSync();
    const [deno, runtime] = new TextDecoder().decode(stdout).split("\n");
    if (success && deno && runtime) return { deno, runtime };
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return "no runtime to compile with, name a Deno in DENO_COMPILE and its denort in DENORT_BIN";
}

/** Compiles the program and leaves nothing but it in a folder. */
export async function compileBinary(
  { deno, runtime }: Compiler,
  { otel = false } = {},
): Promise<BuiltProgram> {
  const folder = await Deno.makeTempDir({ prefix: "marketpulse_binary_" });
  const targets = [null];
  const [compiled] = await compileProgram({ targets, version: "0.0.0", outDir: folder, deno, runtime, otel });
  if ("error" in compiled!) throw compiled.error;
  return new BuiltProgram(folder, { command: [compiled!.path], env: {} });
}
