import assert from "node:assert/strict";
import { compileArguments, outputName, TARGETS, targetsFrom } from "../../tools/compile_arguments.ts";
import { compileProgram } from "../../tools/compile_program.ts";
import { executableTarget } from "../../tools/executable_target.ts";

Deno.test("targetsFrom() is this machine unless a target, or all of them, are named", () => {
  assert.deepEqual(targetsFrom(undefined, "denort"), [null]);
  assert.deepEqual(targetsFrom("aarch64-apple-darwin", undefined), ["aarch64-apple-darwin"]);
  assert.deepEqual(targetsFrom("all", undefined), [...TARGETS]);
  assert.throws(
    () => targetsFrom("linux", undefined),
    /'linux', which is no target: choose one of x86_64-unknown-linux-gnu/,
  );
});

Deno.test("targetsFrom() refuses one platform's runtime for all platforms", () => {
  assert.throws(() => targetsFrom("all", "/opt/denort"), /one runtime \/opt\/denort: unset DENORT_BIN/);
});

Deno.test("compileArguments() names the target, gives four permissions and never all", () => {
  for (const target of TARGETS) {
    const args = compileArguments({ target, output: "out" });
    assert.ok(args.includes(`--target=${target}`));
    assert.deepEqual(args.filter((arg) => arg.startsWith("--allow-") || arg === "-A"), [
      "--allow-net",
      "--allow-env",
      "--allow-read",
      "--allow-write",
    ]);
    assert.equal(args.at(-1), "server.js");
  }
  assert.ok(!compileArguments({ target: null, output: "out" }).some((arg) => arg.startsWith("--target")));
});

Deno.test("outputName() has version and target where one is named, and .exe on Windows", () => {
  const here = { version: "1.2.3", os: "linux" } as const;
  assert.equal(outputName(null, here), "marketpulse");
  assert.equal(outputName(null, { ...here, os: "windows" }), "marketpulse.exe");
  assert.equal(outputName("x86_64-apple-darwin", here), "marketpulse-1.2.3-x86_64-apple-darwin");
  assert.equal(outputName("x86_64-pc-windows-msvc", here), "marketpulse-1.2.3-x86_64-pc-windows-msvc.exe");
});

const ELF = [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0];
const MACH_O = [0xcf, 0xfa, 0xed, 0xfe];

/** The first bytes of an executable, filled up to the length of a header. */
function header(...bytes: number[]): Uint8Array {
  const filled = new Uint8Array(64);
  filled.set(bytes);
  return filled;
}

Deno.test("executableTarget() knows each target by its first bytes", () => {
  assert.equal(executableTarget(header(...ELF, 0x3e, 0)), "x86_64-unknown-linux-gnu");
  assert.equal(executableTarget(header(...ELF, 0xb7, 0)), "aarch64-unknown-linux-gnu");
  assert.equal(executableTarget(header(...MACH_O, 7, 0, 0, 1)), "x86_64-apple-darwin");
  assert.equal(executableTarget(header(...MACH_O, 12, 0, 0, 1)), "aarch64-apple-darwin");
  assert.equal(executableTarget(header(0x4d, 0x5a)), "x86_64-pc-windows-msvc");
});

Deno.test("executableTarget() is undefined for another machine, a script and a short file", () => {
  assert.equal(executableTarget(header(...ELF, 0xf3, 0)), undefined);
  assert.equal(executableTarget(header(...MACH_O, 18, 0, 0, 1)), undefined);
  assert.equal(executableTarget(header(0x23, 0x21)), undefined);
  assert.equal(executableTarget(new Uint8Array([0x4d, 0x5a])), undefined);
});

/**
 * Fails for macOS as Deno does without a network, writes an executable for Linux on x64 for other targets, and for this
 * machine one that says what one does whose runtime is of another Deno.
 */
const STAND_IN = `#!/bin/sh
for arg; do
  case $arg in
    --target=*darwin) echo "error: Writing a file
Caused by:
    0: Setting up base binary.
    1: dns error
Stack backtrace:
   0: main" >&2; exit 1 ;;
    --target=*) named=yes ;;
    --output=*) out=\${arg#--output=} ;;
  esac
done
if [ -z "$named" ]; then
  printf '#!/bin/sh\necho "error: Could not find standalone binary section." >&2; exit 1\n' > "$out"
  chmod +x "$out"
  exit
fi
{ printf '\\177ELF\\002\\001\\001\\000\\000\\000\\000\\000\\000\\000\\000\\000\\003\\000\\076\\000'; head -c 100 /dev/zero; } > "$out"
`;

Deno.test({
  name: "compileProgram() makes what can be made, and of the others keeps the reason but no file",
  ignore: Deno.build.os === "windows",
  async fn() {
    const folder = await Deno.makeTempDir({ prefix: "marketpulse_compile_test_" });
    const deno = `${folder}/deno`;
    await Deno.writeTextFile(deno, STAND_IN, { mode: 0o755 });
    const outDir = `${folder}/out`;
    const steps: string[] = [];
    const compiled = await compileProgram({
      targets: ["aarch64-apple-darwin", "aarch64-unknown-linux-gnu", "x86_64-unknown-linux-gnu", null],
      version: "1.2.3",
      outDir,
      deno,
      onStep: (step) => steps.push(step),
    });
    assert.deepEqual(steps, [
      "Bundling the program…",
      "Compiling for aarch64-apple-darwin…",
      "Compiling for aarch64-unknown-linux-gnu…",
      "Compiling for x86_64-unknown-linux-gnu…",
      "Compiling for this machine…",
    ]);
    const [refused, foreign, made, broken] = compiled.map((each) =>
      "error" in each ? each.error.message : each.path
    );
    assert.match(refused!, /deno said: 0: Setting up base binary. 1: dns error; let it download the runtime/);
    assert.match(foreign!, /runtime for x86_64-unknown-linux-gnu; .* in DENORT_BIN$/);
    assert.match(broken!, /does not start: error: Could not find standalone binary section.; let it/);
    assert.equal(made, `${outDir}/marketpulse-1.2.3-x86_64-unknown-linux-gnu`);
    assert.deepEqual([...Deno.readDirSync(outDir)].map(({ name }) => name), [
      "marketpulse-1.2.3-x86_64-unknown-linux-gnu",
    ]);
    await Deno.remove(folder, { recursive: true });
  },
});

Deno.test({
  name: "compileProgram() tells of each target that cannot be compiled, with the remedy",
  async fn() {
    const outDir = await Deno.makeTempDir({ prefix: "marketpulse_compile_test_" });
    const compiled = await compileProgram({
      targets: ["x86_64-apple-darwin", "aarch64-apple-darwin"],
      version: "1.2.3",
      outDir,
      deno: `${outDir}/no-deno`,
    });
    assert.deepEqual(compiled.map(({ target }) => target), ["x86_64-apple-darwin", "aarch64-apple-darwin"]);
    for (const result of compiled) {
      assert.ok("error" in result);
      assert.match(result.error.message, /no-deno, name another Deno with --deno/);
    }
    assert.deepEqual([...Deno.readDirSync(outDir)], []);
    await Deno.remove(outDir, { recursive: true });
  },
});
