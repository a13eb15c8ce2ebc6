import { dirname, join, resolve } from "node:path";
import { listFiles } from "./list_files.ts";

/** Where the parts of an app lie, as absolute paths. */
export interface Project {
  readonly root: string;
  readonly outDir: string;
  readonly staticDir: string;
  readonly islandDir: string;
  readonly routeDir: string;
  readonly serverEntry: string;
  /** The framework that the app imports as `fresh`; it may be another copy than the one that builds. */
  readonly frameworkDir: string;
  /** For esbuild: what the import map of deno.json says of names that are files of the project. */
  readonly alias: Readonly<Record<string, string>>;
}

export interface ProjectOptions {
  /** Folder of the app, the working directory unless given. */
  root?: string;
  outDir?: string;
  staticDir?: string;
  islandDir?: string;
  routeDir?: string;
  serverEntry?: string;
}

/** @throws {Error} when there is no deno.json in `root` or above it */
export async function openProject(options: ProjectOptions): Promise<Project> {
  const root = resolve(options.root ?? ".");
  const alias = await readAlias(root);
  const { fresh } = alias;
  if (!fresh) throw new Error(`Cannot build: the imports of deno.json have no "fresh" that is a file`);
  return {
    root,
    alias,
    frameworkDir: dirname(fresh),
    outDir: resolve(root, options.outDir ?? "_fresh"),
    staticDir: resolve(root, options.staticDir ?? "static"),
    islandDir: resolve(root, options.islandDir ?? "islands"),
    routeDir: resolve(root, options.routeDir ?? "routes"),
    serverEntry: resolve(root, options.serverEntry ?? "main.ts"),
  };
}

async function readAlias(root: string): Promise<Record<string, string>> {
  const file = await findConfig(root);
  const { imports = {} }: { imports?: Record<string, string> } = JSON.parse(await Deno.readTextFile(file));
  const local = Object.entries(imports).filter(([, target]) => /^\.{1,2}\//.test(target));
  return Object.fromEntries(
    local.map(([name, target]) => [name.replace(/\/$/, ""), resolve(dirname(file), target)]),
  );
}

async function findConfig(folder: string): Promise<string> {
  const file = join(folder, "deno.json");
  try {
    await Deno.stat(file);
    return file;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    if (dirname(folder) === folder) {
      throw new Error("Cannot build: there is no deno.json in the app's folder or above");
    }
    return await findConfig(dirname(folder));
  }
}

/** Route files by their path below the folder of routes; tests and ignored groups `(_name)` are left out. */
export async function findRoutes(project: Project): Promise<string[]> {
  const files = await listFiles(project.routeDir);
  return files.filter((path) =>
    /\.[jt]sx?$/.test(path) && !/[._]test\.[jt]sx?$/.test(path) && !/(^|\/)\(_[^/]*\)\//.test(path)
  );
}

export async function findIslands(project: Project): Promise<string[]> {
  const files = await listFiles(project.islandDir);
  return files.filter((path) => /\.[jt]sx?$/.test(path) && !/[._]test\.[jt]sx?$/.test(path));
}
