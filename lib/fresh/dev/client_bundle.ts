import * as esbuild from "esbuild";
import { basename, join } from "node:path";
import { BOOT_CHUNK, RELOAD_CHUNK } from "../snapshot.ts";
import type { Project } from "./project.ts";

export interface ClientBundle {
  /** By file name. */
  readonly chunks: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
  /** Which chunks each chunk imports. */
  readonly imports: Readonly<Record<string, readonly string[]>>;
  /** Chunk and exported names of each island file. */
  readonly islands: readonly { readonly path: string; readonly chunk: string; readonly exports: string[] }[];
}

/** Bundles the islands for browsers: one chunk each, and shared ones for what several import, as Preact. */
export async function bundleClient(
  project: Project,
  { islands, mode }: { islands: readonly string[]; mode: "development" | "production" },
): Promise<ClientBundle> {
  const entryPoints: Record<string, string> = {
    [stem(BOOT_CHUNK)]: join(project.frameworkDir, "client/boot.ts"),
  };
  if (mode === "development") {
    entryPoints[stem(RELOAD_CHUNK)] = join(project.frameworkDir, "client/live_reload.ts");
  }
  for (const path of islands) entryPoints[islandChunk(path)] = join(project.islandDir, path);

  const { outputFiles, metafile } = await esbuild.build({
    entryPoints,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    tsconfigRaw: {},
    alias: { ...project.alias },
    define: { "process.env.NODE_ENV": JSON.stringify(mode) },
    minify: mode === "production",
    chunkNames: "chunk-[hash]",
    outdir: project.outDir,
    absWorkingDir: project.root,
    write: false,
    metafile: true,
    logLevel: "silent",
    legalComments: "none",
  });
  const outputs = Object.entries(metafile.outputs).map(([path, output]) => ({
    name: basename(path),
    output,
  }));
  return {
    chunks: new Map(outputFiles.map(({ path, contents }) => [basename(path), new Uint8Array(contents)])),
    imports: Object.fromEntries(
      outputs.map(({ name, output }) => [name, output.imports.map((imported) => basename(imported.path))]),
    ),
    islands: islands.map((path) => {
      const chunk = `${islandChunk(path)}.js`;
      return { path, chunk, exports: outputs.find(({ name }) => name === chunk)!.output.exports };
    }),
  };
}

function stem(file: string): string {
  return file.replace(/\.[jt]sx?$/, "");
}

/** `shop/Cart.tsx` → `shop_Cart`, so that folders cannot clash. */
function islandChunk(path: string): string {
  return stem(path).replaceAll("/", "_");
}
