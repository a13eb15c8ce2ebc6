/** The changes that docs/extending.md shows are ones that work. */
import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const PAGE = join(ROOT, "docs/extending.md");

for (
  const [index, patch] of [...(await Deno.readTextFile(PAGE)).matchAll(/^```diff\n([\s\S]*?)^```/gm)]
    .entries()
) {
  const test = /^\+\+\+ b\/(tests\/\S+)$/m.exec(patch[1]!)?.[1];

  Deno.test(`docs/extending.md, change ${index + 1}: it applies, its types are right, ${test} passes`, async () => {
    await using copy = await copyOfSources();
    await Deno.writeTextFile(join(copy.path, "change.diff"), patch[1]!);
    await run("git", ["apply", "change.diff"], copy.path);
    await run(Deno.execPath(), ["check", "main.ts", "workers/checks.ts", test!], copy.path);
    await run(Deno.execPath(), ["test", "-A", "-q", test!, "tests/architecture_test.ts"], copy.path);
  });
}

Deno.test("docs/extending.md shows a kind of check and a market", async () => {
  const names = [...(await Deno.readTextFile(PAGE)).matchAll(/^\+\+\+ b\/lib\/(checks|markets)\/\w+\.ts$/gm)];
  assert.deepEqual([...new Set(names.map(([, room]) => room))], ["checks", "markets"]);
});

/** The sources as they are now, with the same packages. */
async function copyOfSources(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await Deno.makeTempDir({ prefix: "marketpulse_extending_" });
  const listed = await run("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], ROOT);
  for (const file of listed.split("\0").filter((name) => name !== "")) {
    await Deno.mkdir(dirname(join(path, file)), { recursive: true });
    // A file that was removed and not yet committed is still listed.
    await Deno.copyFile(join(ROOT, file), join(path, file)).catch((error) => {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    });
  }
  await Deno.symlink(join(ROOT, "node_modules"), join(path, "node_modules"));
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}

async function run(command: string, args: readonly string[], cwd: string): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(command, { args: [...args], cwd }).output();
  const [out, error] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  assert.ok(success, `${command} ${args.join(" ")}\n${out}\n${error}`);
  return out!;
}
