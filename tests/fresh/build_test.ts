import assert from "node:assert/strict";
import { Builder } from "fresh/dev";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { startDeno } from "./deno_process.ts";
import { FIXTURE } from "./fixture.ts";
import { readTree, temporaryFolder } from "./folders.ts";

const REPOSITORY = fileURLToPath(new URL("../..", import.meta.url));

Deno.test(
  "Builder.build() writes a program that runs by itself, with its worker, pages and files",
  async () => {
    await using folder = await temporaryFolder();
    const asset = join(folder.path, "source.txt");
    await Deno.writeTextFile(asset, "from beside");
    const assets = { "workers/asset.txt": asset };
    await new Builder({ root: FIXTURE, outDir: join(folder.path, "_fresh"), assets }).build();

    await using program = await startDeno(["run", "-A", "_fresh/server.js"], { cwd: folder.path });
    assert.equal(program.said.answer, "heard hello, asset from beside");
    const origin = `http://127.0.0.1:${program.said.port}`;
    const html = await (await fetch(origin)).text();
    assert.match(html, /first 3 6/);

    const style = await fetch(origin + /href="(\/styles.css[^"]*)"/.exec(html)![1]);
    assert.match(await style.text(), /color: black/);
    assert.equal(style.headers.get("cache-control"), "public, max-age=31536000, immutable");
    const chunks = [...html.matchAll(/from"([^"]+\.js)"/g)].map(([, path]) => path);
    assert.equal(chunks.length, 4);
    for (const chunk of chunks) {
      const response = await fetch(origin + chunk);
      await response.body?.cancel();
      assert.equal(response.headers.get("cache-control"), "public, max-age=31536000, immutable", chunk!);
    }
  },
);

Deno.test("Builder.build() makes a module for deno serve of an entry that exports an app", async () => {
  await using folder = await temporaryFolder();
  await new Builder({ root: FIXTURE, serverEntry: "app.ts", outDir: folder.path }).build();
  const built = await import(pathToFileURL(join(folder.path, "server.js")).href);
  const response = await built.default.fetch(new Request("http://localhost/blog/one"));
  assert.match(await response.text(), /<section><article>one<\/article><\/section>/);
});

Deno.test(
  "Builder.build() writes the same bytes wherever the project lies, and names no folder of the machine",
  async () => {
    await using folder = await temporaryFolder();
    const [one, other] = await Promise.all(["a", "b/deeper"].map((place) => stage(join(folder.path, place))));
    const trees = [];
    for (const root of [one!, other!]) {
      await new Builder({ root: join(root, "app") }).build();
      trees.push(await readTree(join(root, "app/_fresh")));
    }
    assert.ok(trees[0]!.size > 5);
    assert.deepEqual([...trees[0]!.keys()], [...trees[1]!.keys()]);
    for (const [path, text] of trees[0]!) {
      assert.ok(text === trees[1]!.get(path), `${path} differs`);
      assert.ok(!text.includes(folder.path) && !text.includes(REPOSITORY), `${path} names a folder`);
    }
  },
);

Deno.test("Builder.build() keeps server code from browsers and the bundler from the server", async () => {
  await using folder = await temporaryFolder();
  await new Builder({ root: FIXTURE, outDir: folder.path }).build();
  const tree = await readTree(folder.path);
  assert.doesNotMatch(tree.get("server.js")!, /esbuild/);
  const chunks = [...tree].filter(([path]) => path.startsWith("static/_fresh/js/"));
  for (const [path, text] of chunks) assert.doesNotMatch(text, /\bDeno\.|node:/, path);
  assert.ok(![...tree.keys()].some((path) => path.includes("meta")), "no metafile is published");
});

Deno.test("Builder.build() gives each island its own chunk and shares Preact between them", async () => {
  await using folder = await temporaryFolder();
  await new Builder({ root: FIXTURE, outDir: folder.path }).build();
  const chunks = [...await readTree(folder.path)].filter(([path]) => path.startsWith("static/_fresh/js/"));
  const having = (text: string) => chunks.filter(([, code]) => code.includes(text)).map(([path]) => path);
  assert.deepEqual(having("negativeZero:").map((path) => path.split("/").at(-1)), ["Types.js"]);
  assert.equal(having("dangerouslySetInnerHTML").length, 1);
});

Deno.test("Builder.build() leaves the last build in place when it fails", async () => {
  await using folder = await temporaryFolder();
  await Deno.writeTextFile(join(folder.path, "broken.ts"), "export const app = (;");
  const outDir = join(folder.path, "_fresh");
  await new Builder({ root: FIXTURE, outDir }).build();
  const before = await readTree(outDir);
  const broken = new Builder({ root: FIXTURE, outDir, serverEntry: join(folder.path, "broken.ts") });
  await assert.rejects(broken.build(), /broken\.ts:1:20: ERROR: Unexpected ";"/);
  assert.deepEqual(await readTree(outDir), before);
});

Deno.test(
  "Builder.build() names Node's modules in full, also those that packages know by short names",
  async () => {
    await using folder = await temporaryFolder();
    const entry = join(folder.path, "main.ts");
    await Deno.writeTextFile(entry, `import { inspect } from "util";\nexport const main = () => inspect(1);`);
    const outDir = join(folder.path, "_fresh");
    await new Builder({ root: FIXTURE, outDir, serverEntry: entry }).build();
    assert.match(await Deno.readTextFile(join(outDir, "server.js")), /import\{inspect\}from"node:util"/);
  },
);

Deno.test("Builder.build() refuses an entry that starts nothing", async () => {
  await using folder = await temporaryFolder();
  const builder = new Builder({ root: FIXTURE, outDir: folder.path, serverEntry: "workers/echo.ts" });
  await assert.rejects(builder.build(), /Cannot build: .*echo\.ts exports neither "main" nor "app"/);
});

Deno.test("Builder.build() refuses two workers of one name", async () => {
  await using folder = await temporaryFolder();
  await Deno.writeTextFile(
    join(folder.path, "main.ts"),
    `export const main = () => [
      new Worker(new URL("./a/echo.ts", import.meta.url), { type: "module" }),
      new Worker(new URL("./b/echo.ts", import.meta.url), { type: "module" }),
    ];`,
  );
  const builder = new Builder({
    root: FIXTURE,
    outDir: join(folder.path, "_fresh"),
    serverEntry: join(folder.path, "main.ts"),
  });
  await assert.rejects(builder.build(), /two workers that are both named echo/);
});

/** A copy of the framework, the fixture and the packages they use, as a project of its own. */
async function stage(root: string): Promise<string> {
  await copyFolder(join(REPOSITORY, "lib/fresh"), join(root, "lib/fresh"));
  await copyFolder(FIXTURE, join(root, "app"));
  await Deno.copyFile(join(REPOSITORY, "deno.json"), join(root, "deno.json"));
  for (
    const name of ["preact", "preact-render-to-string", "@preact/signals", "@preact/signals-core", "devalue"]
  ) {
    await copyFolder(await packageFolder(name), join(root, "node_modules", name));
  }
  return root;
}

/** Packages that only others depend on lie beside those. */
async function packageFolder(name: string): Promise<string> {
  const modules = join(REPOSITORY, "node_modules");
  const own = name === "@preact/signals-core"
    ? join(await Deno.realPath(join(modules, "@preact/signals")), "../../..", "node_modules", name)
    : join(modules, name);
  return await Deno.realPath(own);
}

async function copyFolder(from: string, to: string): Promise<void> {
  for (const [path, text] of await readTree(from)) {
    await Deno.mkdir(dirname(join(to, path)), { recursive: true });
    await Deno.writeTextFile(join(to, path), text);
  }
}
