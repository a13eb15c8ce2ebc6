/** What `deno compile` is asked to do, as values that can be tested without compiling. */

/** The platforms that `deno compile` has runtimes for (https://docs.deno.com/runtime/reference/cli/compile/). */
export const TARGETS = [
  "x86_64-unknown-linux-gnu",
  "aarch64-unknown-linux-gnu",
  "x86_64-apple-darwin",
  "aarch64-apple-darwin",
  "x86_64-pc-windows-msvc",
] as const;
export type Target = (typeof TARGETS)[number];

/**
 * What the program may do once compiled; everything else is refused without a question.
 *
 * | permission | why |
 * |---|---|
 * | net | serves, reads PostgreSQL and Redis, asks markets; hosts and ports are configuration, so not narrower |
 * | env | the contract's variables, any `${NAME}` in the configuration, and what the drivers read |
 * | read | the configuration file and the state file, which may be anywhere |
 * | write | the state file, which may be anywhere |
 *
 * Not given: run, ffi, sys, import. Workers inherit these and get no more.
 */
export const PERMISSIONS = [
  "--no-prompt",
  "--allow-net",
  "--allow-env",
  "--allow-read",
  "--allow-write",
] as const;

/**
 * What V8 is told for good: new objects get 1 MB in each thread before they are cleaned up, and not up to 16, and heaps are
 * cleaned up rather than let grow. At 100,000 orders a day and with 100 clients a process that grew to 189 MB within 8
 * minutes, and on, stays at 159; the demo takes 430 MB instead of 700. It costs a sixth more processor time.
 */
export const V8_FLAGS = ["--max-semi-space-size=1", "--memory-saver-mode"] as const;

export interface CompileOptions {
  /** Null compiles for the machine that compiles. */
  readonly target: Target | null;
  readonly output: string;
}

/** Arguments for `deno` in a folder that holds the built program and a `deno.json`. */
export function compileArguments({ target, output }: CompileOptions): string[] {
  return [
    "compile",
    "--quiet",
    "--no-check",
    "--no-lock",
    `--v8-flags=${V8_FLAGS.join()}`,
    ...PERMISSIONS,
    "--include=static",
    "--include=workers",
    ...target === null ? [] : [`--target=${target}`],
    `--output=${output}`,
    "server.js",
  ];
}

/** `marketpulse` for this machine, `marketpulse-0.1.0-TARGET` for a named one; `.exe` for Windows. */
export function outputName(
  target: Target | null,
  { version, os }: { version: string; os: typeof Deno.build.os },
): string {
  const windows = target === null ? os === "windows" : target.includes("windows");
  const name = target === null ? "marketpulse" : `marketpulse-${version}-${target}`;
  return windows ? `${name}.exe` : name;
}

/**
 * The targets that `--target` names; `all` names every one, and without it there is one: this machine.
 *
 * @param runtime what `DENORT_BIN` names; it is a runtime of one platform, which Deno would put into every executable
 * @throws {Error} for a name that is no target, and for all of them with one runtime
 */
export function targetsFrom(named: string | undefined, runtime: string | undefined): (Target | null)[] {
  if (named === undefined) return [null];
  if (named === "all") {
    if (!runtime) return [...TARGETS];
    throw new Error(`Cannot compile all targets with the one runtime ${runtime}: unset DENORT_BIN`);
  }
  const target = TARGETS.find((each) => each === named);
  if (target) return [target];
  throw new Error(
    `Cannot compile for '${named}', which is no target: choose one of ${TARGETS.join(", ")}, all`,
  );
}
