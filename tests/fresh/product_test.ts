import assert from "node:assert/strict";
import { Builder } from "fresh/dev";
import { fileURLToPath } from "node:url";
import { readTree, temporaryFolder } from "./folders.ts";

const PROJECT = fileURLToPath(new URL("../..", import.meta.url));

Deno.test(
  "MarketPulse's build has no bundler in it, no server code for browsers and no folder of the machine",
  async () => {
    await using folder = await temporaryFolder();
    await new Builder({ root: PROJECT, outDir: folder.path }).build();
    const tree = await readTree(folder.path);
    for (const [path, text] of tree) {
      assert.ok(!text.includes(PROJECT), `${path} names the project's folder`);
      assert.ok(!text.includes("ESBUILD_BINARY_PATH"), `${path} has esbuild in it`);
    }
    const chunks = [...tree].filter(([path]) => path.startsWith("static/_fresh/js/"));
    assert.ok(chunks.length > 5);
    for (const [path, text] of chunks) assert.doesNotMatch(text, /\bDeno\.|["']node:/, path);
    const charts = chunks.filter(([, text]) => text.includes("maintainAspectRatio"));
    assert.equal(charts.length, 1, "Chart.js is in one chunk, for the islands that draw");
  },
);

Deno.test("MarketPulse's build has every worker that main.ts names beside the server", async () => {
  await using folder = await temporaryFolder();
  await new Builder({ root: PROJECT, outDir: folder.path }).build();
  const main = await Deno.readTextFile(`${PROJECT}main.ts`);
  const named = [...main.matchAll(/workers\/(\w+)\.ts/g)].map(([, name]) => `workers/${name}.js`);
  const tree = await readTree(folder.path);
  assert.ok(named.length > 0);
  // Lines are kept short, and a text may be broken by a backslash at a line's end.
  const server = tree.get("server.js")!.replaceAll("\\\n", "");
  for (const path of named) {
    assert.ok(tree.has(path), path);
    assert.ok(server.includes(`./${path}`), `server.js starts ${path}`);
  }
  assert.doesNotMatch(server, /@build-id@/);
});
