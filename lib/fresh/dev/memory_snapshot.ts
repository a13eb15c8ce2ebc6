import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Snapshot } from "../snapshot.ts";
import type { Manifest } from "./build_manifest.ts";
import { liveReload } from "./live_reload.ts";
import type { Project } from "./project.ts";

/** A snapshot whose routes and islands are the project's own modules, so that it shares them with the app. */
export async function memorySnapshot(
  project: Project,
  manifest: Manifest,
): Promise<Snapshot> {
  const load = (...path: string[]): Promise<Record<string, unknown>> =>
    import(pathToFileURL(join(...path)).href);
  const islands = manifest.islands.map(async (island) => {
    const module = await load(project.islandDir, island.path);
    return [module[island.exportName], island] as const;
  });
  const routes = manifest.routes.map(async (path) => ({ path, module: await load(project.routeDir, path) }));
  return {
    mode: manifest.mode,
    liveReload: manifest.mode === "development" ? liveReload(crypto.randomUUID()) : undefined,
    buildId: manifest.buildId,
    files: manifest.files,
    imports: manifest.imports,
    islands: new Map(await Promise.all(islands)),
    routes: await Promise.all(routes),
  };
}
