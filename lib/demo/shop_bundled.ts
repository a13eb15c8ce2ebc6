/**
 * What the embedded database needs besides code. From sources it finds its own files in its npm package; a bundle has
 * left that package behind, so the build puts the files beside the bundle, under the names given here.
 */
import type { PGliteOptions } from "@electric-sql/pglite";

/**
 * Paths beside the worker's bundle. Each ends in `.bin`, because `deno compile` of Deno 2.4 takes an included `.wasm`
 * for a module and fails.
 */
export const BUNDLED = {
  /** PostgreSQL itself. */
  postgres: "pglite/postgres.wasm.bin",
  /** The program that makes an empty database; PGlite loads it even where it is not used. */
  initdb: "pglite/initdb.wasm.bin",
  /** The files that come with PostgreSQL. */
  files: "pglite/files.bin",
  /** An empty database, made at build time because making it takes seconds and twice the memory. */
  database: "pglite/database.tar.gz.bin",
} as const;

/** Gives PGlite the files beside this module; undefined when there are none, which is so in the sources. */
export async function readBundled(): Promise<PGliteOptions | undefined> {
  const [postgres, initdb, files, database] = await Promise.all([
    readBeside(BUNDLED.postgres),
    readBeside(BUNDLED.initdb),
    readBeside(BUNDLED.files),
    readBeside(BUNDLED.database),
  ]);
  if (!postgres || !initdb || !files || !database) return undefined;
  const [pgliteWasmModule, initdbWasmModule] = await Promise.all([
    WebAssembly.compile(postgres),
    WebAssembly.compile(initdb),
  ]);
  return {
    pgliteWasmModule,
    initdbWasmModule,
    fsBundle: new Blob([files]),
    loadDataDir: new Blob([database], { type: "application/x-gzip" }),
  };
}

async function readBeside(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return await Deno.readFile(new URL(path, import.meta.url));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
