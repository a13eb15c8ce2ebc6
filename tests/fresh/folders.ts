/** Folders of files for tests. */
import { join } from "node:path";

export interface TemporaryFolder extends AsyncDisposable {
  readonly path: string;
}

/** A new empty folder, removed when it is disposed of. */
export async function temporaryFolder(): Promise<TemporaryFolder> {
  const path = await Deno.realPath(await Deno.makeTempDir());
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}

/** Every file below a folder: its text by its path in the folder. */
export async function readTree(folder: string, below = ""): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for await (const { name, isDirectory } of Deno.readDir(join(folder, below))) {
    const path = below === "" ? name : `${below}/${name}`;
    if (isDirectory) (await readTree(folder, path)).forEach((text, file) => files.set(file, text));
    else files.set(path, await Deno.readTextFile(join(folder, path)));
  }
  return new Map([...files].sort(([a], [b]) => a < b ? -1 : 1));
}
