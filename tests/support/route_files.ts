/** Every address that a file route answers, so that a new one is attacked, too. */

const SPECIAL = /(^|\/)_\w+\.tsx?$/;

/** Patterns of all routes, such as `/markets/:code`. */
export async function routePatterns(folder = new URL("../../routes/", import.meta.url)): Promise<string[]> {
  const files = await filesOf(folder, "");
  return files.filter((file) => !SPECIAL.test(file))
    .map(routePattern).sort();
}

/** The pattern of a file below `routes/`: `markets/[code].tsx` → `/markets/:code`. */
export function routePattern(file: string): string {
  const path = file.replace(/\.tsx?$/, "").replace(/(^|\/)index$/, "");
  return `/${path.replace(/\[(?:\.{3})?(\w+)\]/g, ":$1")}`;
}

/** The same with every parameter filled in. */
export async function routePaths(fill = "coupang"): Promise<string[]> {
  return (await routePatterns()).map((pattern) => pattern.replace(/:\w+\*?/g, fill));
}

async function filesOf(folder: URL, prefix: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) {
      found.push(...await filesOf(new URL(`${encodeURIComponent(name)}/`, folder), `${prefix}${name}/`));
    } else if (/\.tsx?$/.test(name)) found.push(`${prefix}${name}`);
  }
  return found;
}
