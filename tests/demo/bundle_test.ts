import assert from "node:assert/strict";
import * as esbuild from "esbuild";
import { builtinModules } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { shopAssets } from "../../lib/demo/shop_assets.ts";
import { DEMO_OPTIONS } from "./options.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Starts the worker, prints what it delivered first, and stops it. */
const PROGRAM = `
const worker = new Worker(new URL("./workers/demo_shop.js", import.meta.url), { type: "module" });
worker.onmessage = ({ data }) => {
  if (data.kind === "alive") return;
  if (data.kind === "report") {
    console.log(JSON.stringify(data.report));
    worker.postMessage({ kind: "stop" });
  } else {
    if (data.kind === "failed") console.error(data.error);
    Deno.exit(data.kind === "stopped" ? 0 : 1);
  }
};
worker.postMessage({ kind: "start", options: JSON.parse(Deno.args[0]) });
`;

async function bundleInto(folder: string): Promise<void> {
  await esbuild.build({
    absWorkingDir: ROOT,
    entryPoints: ["workers/demo_shop.ts"],
    outdir: join(folder, "workers"),
    bundle: true,
    format: "esm",
    platform: "node",
    target: "es2024",
    // PGlite imports Node's modules without their prefix, which Deno resolves in npm packages alone.
    alias: Object.fromEntries(builtinModules.map((name) => [name, `node:${name.replace(/^node:/, "")}`])),
    external: ["pg-native", "cloudflare:sockets"],
    banner: {
      js: `import { createRequire } from "node:module"; const require = createRequire(import.meta.url);`,
    },
    tsconfigRaw: {},
    logLevel: "silent",
  });
  await esbuild.stop();
  for (const [path, source] of Object.entries(await shopAssets({ cache: join(ROOT, ".cache") }))) {
    await Deno.mkdir(dirname(join(folder, path)), { recursive: true });
    await Deno.copyFile(source, join(folder, path));
  }
  await Deno.writeTextFile(join(folder, "main.js"), PROGRAM);
  await Deno.writeTextFile(join(folder, "deno.json"), "{}");
}

async function run(folder: string) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-all", "--no-remote", "--no-npm", "main.js", JSON.stringify(DEMO_OPTIONS)],
    cwd: folder,
  }).output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

Deno.test("shopAssets() are all that the bundled demo worker needs, with no npm package in reach", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await bundleInto(folder);
    const { code, stdout, stderr } = await run(folder);
    assert.equal(code, 0, stderr);
    const updates = JSON.parse(stdout.split("\n")[0]!);
    for (const { kind, source } of updates) assert.equal(kind, "delivered", source);
    const sales = updates.find(({ source }: { source: string }) => source === "sales").data;
    assert.equal(sales.weekly_trend.length, 8);
    assert.ok(sales.weekly_trend[0].orders > 1_000);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("shopAssets() keeps the empty database it made", async () => {
  const cache = await Deno.makeTempDir();
  try {
    const first = await shopAssets({ cache });
    const database = first["workers/pglite/database.tar.gz.bin"]!;
    const made = (await Deno.stat(database)).mtime;
    assert.deepEqual(await shopAssets({ cache }), first);
    assert.deepEqual((await Deno.stat(database)).mtime, made);
    assert.deepEqual((await Array.fromAsync(Deno.readDir(cache))).length, 1);
    for (const path of Object.keys(first)) assert.match(path, /^workers\/pglite\/.*\.bin$/);
  } finally {
    await Deno.remove(cache, { recursive: true });
  }
});
