import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stage, upstreamConfig } from "../../tools/upstream_stage.ts";
import { readTree, temporaryFolder } from "./folders.ts";

const PROJECT = fileURLToPath(new URL("../..", import.meta.url));

Deno.test("upstreamConfig() replaces our framework and nothing else", () => {
  const own = {
    unstable: ["worker-options"],
    imports: {
      fresh: "./a.ts",
      "fresh/dev": "./b.ts",
      freshness: "npm:freshness@1",
      preact: "npm:preact@10",
    },
  };
  assert.deepEqual(upstreamConfig(own, { imports: { fresh: "jsr:@fresh/core@^2.3" } }), {
    unstable: ["worker-options"],
    imports: { fresh: "jsr:@fresh/core@^2.3", freshness: "npm:freshness@1", preact: "npm:preact@10" },
  });
});

Deno.test("stage() copies the project without our framework, and configures Fresh itself", async () => {
  await using folder = await temporaryFolder();
  await stage(PROJECT, folder.path);
  const { imports } = JSON.parse(await Deno.readTextFile(join(folder.path, "deno.json")));
  assert.deepEqual(Object.entries(imports).filter(([name]) => name.startsWith("fresh")), [
    ["fresh", "jsr:@fresh/core@^2.3"],
  ]);
  const staged = await readTree(folder.path);
  for (const path of ["main.ts", "routes/ws.ts", "tests/routes/live_test.ts"]) {
    assert.ok(staged.has(path), path);
  }
  const unwanted = [...staged.keys()].filter((path) =>
    /^(lib\/fresh|node_modules|_fresh|\.git)\//.test(path)
  );
  assert.deepEqual(unwanted, []);
});

Deno.test("The staged app asks nothing of the framework but fresh, fresh/runtime and fresh/dev", async () => {
  await using folder = await temporaryFolder();
  await stage(PROJECT, folder.path);
  for (const [path, text] of await readTree(folder.path)) {
    if (/\.tsx?$/.test(path)) assert.doesNotMatch(text, /from ["'][^"']*lib\/fresh\//, path);
  }
});

Deno.test("tools/upstream.ts says so when JSR cannot be reached", async () => {
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-read", "--deny-net", "tools/upstream.ts"],
    cwd: PROJECT,
  }).output();
  assert.equal(code, 1);
  assert.match(
    new TextDecoder().decode(stderr),
    /Cannot reach JSR, where alone Fresh is published: .*jsr\.io/,
  );
});
