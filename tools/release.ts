/**
 * `deno task release [--target TARGET] [--deno FILE]`: runs the gate, compiles every target or the named one, and writes
 * their checksums (`SHA256SUMS`) and what they are made of (`sbom.cdx.json`) beside them in `dist/release/`, which is
 * emptied before. Refuses a tree with uncommitted changes and a gate that fails. A target that cannot be compiled here
 * makes it fail, but does not keep the others from being written.
 */
import { Command } from "commander";
import { createHash } from "node:crypto";
import { basename, join } from "node:path";
import project from "../deno.json" with { type: "json" };
import { targetsFrom } from "./compile_arguments.ts";
import { compileProgram } from "./compile_program.ts";
import { bomOf } from "./sbom.ts";

const OUT = "dist/release";

Deno.exitCode = await release(Deno.args).catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  return 1;
});

async function release(args: readonly string[]): Promise<number> {
  const { target, deno } = new Command("release")
    .option("--target <target>", "a platform, or all", "all")
    .option("--deno <file>", "the Deno that compiles", Deno.execPath())
    .allowExcessArguments(false)
    .parse([...args], { from: "user" })
    .opts<{ target: string; deno: string }>();
  const targets = targetsFrom(target, Deno.env.get("DENORT_BIN"));
  const changed = await output("git", ["status", "--porcelain"]);
  if (changed !== "") {
    say(`Cannot release a tree with changes, commit or remove them:\n${changed}`);
    return 1;
  }
  if (!await passes(["task", "ok"])) {
    say("Cannot release, the gate fails: see above what is to be mended");
    return 1;
  }
  const { version } = project;
  await Deno.mkdir(OUT, { recursive: true });
  await Deno.remove(OUT, { recursive: true });
  const compiled = await compileProgram({ targets, version, outDir: OUT, deno, onStep: say });
  const failed = compiled.filter((result) => "error" in result);
  for (const { target, error } of failed) say(`${target}: ${error.message}`);
  const bom = join(OUT, "sbom.cdx.json");
  const lock = JSON.parse(await Deno.readTextFile("deno.lock"));
  await Deno.writeTextFile(bom, `${JSON.stringify(bomOf(lock, { version }), null, 2)}\n`);
  const made = [bom, ...compiled.flatMap((result) => "path" in result ? [result.path] : [])];
  const sums = await Promise.all(made.map(async (path) => `${await sha256(path)}  ${basename(path)}\n`));
  await Deno.writeTextFile(join(OUT, "SHA256SUMS"), sums.join(""));
  say(sums.join("").trimEnd());
  return failed.length > 0 ? 1 : 0;
}

async function passes(args: string[]): Promise<boolean> {
  return (await new Deno.Command(Deno.execPath(), { args }).spawn().status).success;
}

async function output(file: string, args: string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(file, { args }).output();
  if (!success) throw new Error(`Cannot run ${file}: ${new TextDecoder().decode(stderr).trim()}`);
  return new TextDecoder().decode(stdout).trim();
}

async function sha256(path: string): Promise<string> {
  return createHash("sha256").update(await Deno.readFile(path)).digest("hex");
}

function say(text: string): void {
  Deno.stderr.writeSync(new TextEncoder().encode(`${text}\n`));
}
