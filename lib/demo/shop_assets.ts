/** Build time only: gathers the files that {@linkcode BUNDLED} names, to be put beside the demo worker's bundle. */
import { PGlite } from "@electric-sql/pglite";
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { BUNDLED } from "./shop_bundled.ts";
import { DATABASE_SETTINGS } from "./shop_database.ts";

/**
 * Paths of the files by the path in the built folder that each is to be copied to. The empty database among them
 * is made when the folder `cache` has none of this PGlite and these settings yet, which takes some seconds.
 */
export async function shopAssets({ cache }: { cache: string }): Promise<Record<string, string>> {
  const pglite = dirname(createRequire(import.meta.url).resolve("@electric-sql/pglite"));
  const postgres = join(pglite, "pglite.wasm");
  return {
    [`workers/${BUNDLED.postgres}`]: postgres,
    [`workers/${BUNDLED.initdb}`]: join(pglite, "initdb.wasm"),
    [`workers/${BUNDLED.files}`]: join(pglite, "pglite.data"),
    [`workers/${BUNDLED.database}`]: await emptyDatabase(cache, postgres),
  };
}

async function emptyDatabase(cache: string, postgres: string): Promise<string> {
  const kind = createHash("sha256").update(await Deno.readFile(postgres)).update(
    JSON.stringify(DATABASE_SETTINGS),
  );
  const path = join(cache, `database-${kind.digest("hex").slice(0, 16)}.tar.gz`);
  if (await exists(path)) return path;
  await Deno.mkdir(cache, { recursive: true });
  // Another build may be at the same: a file gets its name only when it is whole.
  const unfinished = await Deno.makeTempFile({ dir: cache });
  await Deno.writeFile(unfinished, await dumpEmptyDatabase());
  await Deno.rename(unfinished, path);
  return path;
}

async function dumpEmptyDatabase(): Promise<Uint8Array> {
  const database = await PGlite.create(DATABASE_SETTINGS);
  try {
    await database.exec("CHECKPOINT");
    return new Uint8Array(await (await database.dumpDataDir("gzip")).arrayBuffer());
  } finally {
    await database.close();
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
