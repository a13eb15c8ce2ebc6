import { dirname, join } from "node:path";
import type { App, ListenOptions } from "../app.ts";
import { applySnapshot } from "../apply_snapshot.ts";
import { buildManifest, type Manifest } from "./build_manifest.ts";
import { memorySnapshot } from "./memory_snapshot.ts";
import { openProject, type Project, type ProjectOptions } from "./project.ts";
import { bundleServer } from "./server_bundle.ts";
import { withEsbuild } from "./with_esbuild.ts";

export interface BuilderOptions extends ProjectOptions {
  /**
   * Files to copy into the built folder: their path in it → where they are now. Code that is bundled finds them
   * relative to its own module, a worker's therefore belong below `workers/`. Upstream has no such option.
   */
  assets?: Readonly<Record<string, string | URL>>;
}

export interface BuildOptions {
  /** Production unless given; development leaves the browser's code readable and reloads pages. */
  mode?: "development" | "production";
  /** On disk unless given: the built folder that runs by itself. In memory: for tests and the dev server. */
  snapshot?: "disk" | "memory";
}

/** Gives an app the routes, islands and files of a build; to be called before `app.handler()`. */
export type ApplySnapshot = <State>(app: App<State>) => void;

/** Builds an app from its `routes/`, `islands/`, `static/` and `main.ts`. */
export class Builder {
  readonly #options: BuilderOptions;

  constructor(options: BuilderOptions = {}) {
    this.#options = options;
  }

  /**
   * On disk writes `server.js`, `workers/` and `static/` into the output folder, which is emptied before.
   *
   * @throws {Error} for sources that cannot be bundled, with esbuild's messages
   */
  build(options?: BuildOptions & { snapshot?: "disk" }): Promise<void>;
  build(options: BuildOptions & { snapshot: "memory" }): Promise<ApplySnapshot>;
  async build({ mode = "production", snapshot = "disk" }: BuildOptions = {}): Promise<ApplySnapshot | void> {
    const project = await openProject(this.#options);
    return await withEsbuild(async () => {
      const manifest = await buildManifest(project, mode);
      if (snapshot === "disk") return await this.#write(project, manifest);
      const built = await memorySnapshot(project, manifest);
      return (app) => applySnapshot(app, built);
    });
  }

  /** Serves the app in development mode; pages reload when the process is started again. */
  async listen<State>(
    importApp: () => Promise<{ app: App<State> } | App<State>>,
    options: ListenOptions = {},
  ): Promise<void> {
    const apply = await this.build({ mode: "development", snapshot: "memory" });
    const imported = await importApp();
    const app = "app" in imported ? imported.app : imported;
    apply(app);
    await app.listen(options);
  }

  /** Nothing is touched before everything is bundled, so a build that fails leaves the last one in place. */
  async #write(project: Project, manifest: Manifest): Promise<void> {
    const bundles = await bundleServer(project, manifest);
    const files = [...manifest.files].map(([path, { content }]) => [`static${path}`, content] as const);
    const assets = Object.entries(this.#options.assets ?? {});
    await Deno.remove(project.outDir, { recursive: true }).catch(ignoreMissing);
    for (const [path, content] of [...files, ...assets, ...bundles]) {
      await write(join(project.outDir, path), content);
    }
  }
}

async function write(path: string, content: Uint8Array | string | URL): Promise<void> {
  await Deno.mkdir(dirname(path), { recursive: true });
  await Deno.writeFile(path, content instanceof Uint8Array ? content : await Deno.readFile(content));
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}
