import { join } from "node:path";

/** The files below a folder by their path in it, sorted; dot files but `.well-known` are left out. */
export async function listFiles(folder: string, below = ""): Promise<string[]> {
  const found: string[] = [];
  for await (const entry of entries(join(folder, below))) {
    if (entry.name.startsWith(".") && entry.name !== ".well-known") continue;
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory) found.push(...await listFiles(folder, path));
    else found.push(path);
  }
  return found.sort();
}

/** A folder that is not there is an empty one: an app needs neither islands nor static files. */
async function* entries(folder: string): AsyncGenerator<Deno.DirEntry> {
  try {
    yield* Deno.readDir(folder);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
