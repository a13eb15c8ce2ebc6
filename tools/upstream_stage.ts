/** A copy of the project that runs on Fresh itself instead of our subset of it. */
import { dirname, join } from "node:path";

export interface Config {
  imports: Record<string, string>;
  [key: string]: unknown;
}

/** What a copy is better off without: made things, and the framework that it is to do without. */
const LEFT_OUT = new Set([
  ".cache",
  ".git",
  "_fresh",
  "data",
  "deno.lock",
  "dist",
  "lib/fresh",
  "node_modules",
  "tests/fresh",
]);

/** `own` with every `fresh` import replaced by those of `overlay`; Deno finds the packages' subpaths by itself. */
export function upstreamConfig(own: Config, overlay: Pick<Config, "imports">): Config {
  const kept = Object.entries(own.imports).filter(([name]) => name !== "fresh" && !name.startsWith("fresh/"));
  return { ...own, imports: { ...Object.fromEntries(kept), ...overlay.imports } };
}

/**
 * Copies the project into an empty folder, with the configuration that `deno.upstream.json` makes of `deno.json`:
 * Fresh's bundler reads the file of that name and no other.
 */
export async function stage(project: string, target: string): Promise<void> {
  await copyFolder(project, target, "");
  const read = async (name: string) => JSON.parse(await Deno.readTextFile(join(project, name)));
  const config = upstreamConfig(await read("deno.json"), await read("deno.upstream.json"));
  await Deno.writeTextFile(join(target, "deno.json"), JSON.stringify(config, null, 2));
}

async function copyFolder(from: string, to: string, below: string): Promise<void> {
  for await (const { name, isDirectory, isFile } of Deno.readDir(join(from, below))) {
    const path = below === "" ? name : `${below}/${name}`;
    if (LEFT_OUT.has(path)) continue;
    if (isDirectory) await copyFolder(from, to, path);
    if (!isFile) continue;
    await Deno.mkdir(dirname(join(to, path)), { recursive: true });
    await Deno.copyFile(join(from, path), join(to, path));
  }
}
