import { createHash } from "node:crypto";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { StaticFile } from "../snapshot.ts";
import { bundleClient } from "./client_bundle.ts";
import { listFiles } from "./list_files.ts";
import { findIslands, findRoutes, type Project } from "./project.ts";

export interface IslandExport {
  /** Unique in the app; the file's name for a default export. */
  readonly name: string;
  readonly exportName: string;
  readonly chunk: string;
  /** Below the folder of islands. */
  readonly path: string;
}

/** Everything a build found and made for browsers, before it becomes a snapshot in memory or on disk. */
export interface Manifest {
  readonly mode: "development" | "production";
  readonly buildId: string;
  readonly routes: readonly string[];
  readonly islands: readonly IslandExport[];
  readonly files: ReadonlyMap<string, StaticFile>;
  readonly imports: Readonly<Record<string, readonly string[]>>;
}

export async function buildManifest(
  project: Project,
  mode: "development" | "production",
): Promise<Manifest> {
  const [routes, islands, files] = await Promise.all([
    findRoutes(project),
    findIslands(project),
    readStatic(project),
  ]);
  const client = await bundleClient(project, { islands, mode });
  const chunks = [...client.chunks].map(([name, content]) =>
    [name, { hash: sha256(content), content }] as const
  );
  const buildId = idOf([...chunks, ...files]);
  for (const [name, chunk] of chunks) files.set(`/_fresh/js/${buildId}/${name}`, chunk);
  return { mode, buildId, routes, files, imports: client.imports, islands: nameIslands(client.islands) };
}

async function readStatic(project: Project): Promise<Map<string, StaticFile>> {
  const files = new Map<string, StaticFile>();
  for (const path of await listFiles(project.staticDir)) {
    const file = join(project.staticDir, path);
    files.set(`/${path}`, { hash: sha256(await Deno.readFile(file)), content: pathToFileURL(file) });
  }
  return files;
}

/** The same files give the same id, wherever and whenever they are built. */
function idOf(files: readonly (readonly [string, StaticFile])[]): string {
  const lines = files.map(([name, { hash }]) => `${hash} ${name}`);
  return sha256(new TextEncoder().encode(lines.sort().join("\n"))).slice(0, 20);
}

function sha256(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

function nameIslands(
  files: readonly { path: string; chunk: string; exports: string[] }[],
): IslandExport[] {
  const taken = new Map<string, number>();
  return files.flatMap(({ path, chunk, exports }) =>
    exports.map((exportName) => {
      const wanted = exportName === "default" ? path.replace(/^.*\/|\.[jt]sx?$/g, "") : exportName;
      const uses = (taken.get(wanted) ?? 0) + 1;
      taken.set(wanted, uses);
      return { path, chunk, exportName, name: uses === 1 ? wanted : `${wanted}_${uses}` };
    })
  );
}
