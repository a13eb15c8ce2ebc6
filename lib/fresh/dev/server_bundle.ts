import * as esbuild from "esbuild";
import { createHash } from "node:crypto";
import { builtinModules } from "node:module";
import { join, relative } from "node:path";
import type { Manifest } from "./build_manifest.ts";
import type { Project } from "./project.ts";
import { workersPlugin } from "./workers_plugin.ts";

/**
 * Bundles the program into `server.js`, and each Web Worker that it starts into `workers/NAME.js`: ES modules
 * that need no node_modules. What the server imports by `import()` is in `parts/`, and is not read before.
 *
 * @returns their contents by their path in the built folder
 */
export async function bundleServer(project: Project, manifest: Manifest): Promise<Map<string, Uint8Array>> {
  const workers = new Map<string, string>();
  const server = await esbuild.build({
    ...commonOptions(project),
    stdin: {
      contents: await serverEntry(project, manifest),
      resolveDir: project.root,
      sourcefile: "server_entry.ts",
      loader: "ts",
    },
    outdir: project.outDir,
    entryNames: "server",
    chunkNames: "parts/[name]-[hash]",
    splitting: true,
    plugins: [workersPlugin(workers)],
  });
  const started = await esbuild.build({
    ...commonOptions(project),
    entryPoints: Object.fromEntries(workers),
    outdir: join(project.outDir, "workers"),
  });
  const outputs = [...server.outputFiles, ...started.outputFiles];
  const id = idOf([manifest.buildId, ...outputs.map(({ hash }) => hash)]);
  return new Map(outputs.map(({ path, text }) => [
    relative(project.outDir, path),
    new TextEncoder().encode(text.replace(BUILD_PLACE, id)),
  ]));
}

/** Stands in the bundles for `BUILD_ID` until their contents, and with them the id, are known. */
const UNKNOWN_BUILD = "@build-id@";

/** To keep its lines short esbuild may break a text anywhere, by a backslash at a line's end. */
const BUILD_PLACE = new RegExp([...UNKNOWN_BUILD].join(String.raw`(?:\\\n)?`), "g");

/** The same sources and files give the same id, wherever and whenever they are built. */
function idOf(hashes: readonly string[]): string {
  return createHash("sha256").update(hashes.join("\n")).digest("hex").slice(0, 12);
}

/** CommonJS packages in the bundle ask for Node's modules by `require`, which an ES module does not have. */
const REQUIRE =
  `import { createRequire } from "node:module"; const require = createRequire(import.meta.url);`;

/** Node's modules by their full names: Deno 2.4 does not know the short ones that packages use. */
function nodeModules(): Record<string, string> {
  const short = builtinModules.filter((name) => !name.startsWith("_") && !name.includes(":"));
  return Object.fromEntries(short.map((name) => [name, `node:${name}`]));
}

function commonOptions(project: Project) {
  return {
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    target: "es2024",
    jsx: "automatic",
    jsxImportSource: "preact",
    tsconfigRaw: {},
    alias: { ...nodeModules(), ...project.alias },
    define: { "process.env.NODE_ENV": `"production"`, BUILD_ID: JSON.stringify(UNKNOWN_BUILD) },
    external: ["pg-native", "cloudflare:sockets"],
    banner: { js: REQUIRE },
    absWorkingDir: project.root,
    minifyWhitespace: true,
    lineLimit: 160,
    // V8 keeps the text of a module as long as it runs, and with one letter beyond Latin-1 twice as large.
    charset: "ascii",
    legalComments: "none",
    logLevel: "silent",
  } as const satisfies esbuild.BuildOptions;
}

/** The module that ties the app to its routes, islands and files without looking for them at run time. */
async function serverEntry(project: Project, manifest: Manifest): Promise<string> {
  const json = (value: unknown) => JSON.stringify(value);
  const importAll = (name: string, file: string) => `import * as ${name} from ${json(file)};`;
  const islandFiles = [...new Set(manifest.islands.map(({ path }) => path))];
  const routes = manifest.routes.map((path, index) => `{ path: ${json(path)}, module: route${index} }`);
  const islands = manifest.islands.map(({ path, ...island }) =>
    `[island${islandFiles.indexOf(path)}[${json(island.exportName)}], ${json(island)}]`
  );
  const files = [...manifest.files].map(([path, { hash }]) =>
    `[${json(path)}, { hash: "${hash}", content: new URL(${
      json("./static" + encodeURI(path))
    }, import.meta.url) }]`
  );
  return `
${importAll("program", project.serverEntry)}
import { applySnapshot } from ${json(join(project.frameworkDir, "apply_snapshot.ts"))};
${manifest.routes.map((path, index) => importAll(`route${index}`, join(project.routeDir, path))).join("\n")}
${islandFiles.map((path, index) => importAll(`island${index}`, join(project.islandDir, path))).join("\n")}
const snapshot = {
  mode: ${json(manifest.mode)},
  buildId: ${json(manifest.buildId)},
  routes: [${routes}],
  islands: new Map([${islands}]),
  files: new Map([${files}]),
  imports: ${json(manifest.imports)},
};
${await startProgram(project)}`;
}

/** A program exports `main(applySnapshot)` to start itself, or `app` to be served by `deno serve`. */
async function startProgram(project: Project): Promise<string> {
  const { metafile } = await esbuild.build({
    entryPoints: [project.serverEntry],
    format: "esm",
    write: false,
    metafile: true,
    absWorkingDir: project.root,
    logLevel: "silent",
  });
  const [output] = Object.values(metafile.outputs);
  if (output!.exports.includes("main")) {
    return `await program.main((app) => applySnapshot(app, snapshot));`;
  }
  if (output!.exports.includes("app")) {
    return `applySnapshot(program.app, snapshot);\nexport default { fetch: program.app.handler() };`;
  }
  throw new Error(`Cannot build: ${project.serverEntry} exports neither "main" nor "app"`);
}
