import assert from "node:assert/strict";
import { compileArguments, outputName, TARGETS, targetsFrom } from "../../tools/compile_arguments.ts";
import { compileProgram } from "../../tools/compile_program.ts";

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

Deno.test({
  name: "compileProgram() tells of each target that cannot be compiled, with the remedy",
  // esbuild's process ends a moment after its last build.
  sanitizeOps: false,
  sanitizeResources: false,
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
