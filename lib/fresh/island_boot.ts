import { DevalueError, stringify } from "devalue";
import { ELEMENT, reducers } from "./island_props_server.ts";
import { BOOT_CHUNK, type Island } from "./snapshot.ts";

interface BootOptions {
  readonly islands: readonly Island[];
  readonly instances: readonly { island: Island; props: Record<string, unknown> }[];
  chunkUrl(file: string): string;
}

/**
 * The code that hydrates a page's islands. Props are one table for the page, so what two islands share is shared in
 * the browser too.
 *
 * @throws {TypeError} for props that cannot be sent, naming the island and the path
 */
export function bootScript({ islands, instances, chunkUrl }: BootOptions): string {
  const imports = islands.map((island, index) =>
    `import{${island.exportName} as i${index}}from${JSON.stringify(chunkUrl(island.chunk))};`
  );
  const components = islands.map((island, index) => `${JSON.stringify(island.name)}:i${index}`);
  const table = serialize(instances);
  const boot = `import{boot}from${JSON.stringify(chunkUrl(BOOT_CHUNK))};`;
  return `${boot}${imports.join("")}boot({${components}},${table});`;
}

/** devalue escapes every `<`, so that no text can end the script. */
function serialize(instances: BootOptions["instances"]): string {
  try {
    return stringify(instances.map(({ props }) => props), reducers);
  } catch (error) {
    if (!(error instanceof DevalueError)) throw error;
    const [, index, path] = /^\[(\d+)\]\.?(.*)$/.exec(error.path)!;
    const island = instances[Number(index)]!.island.name;
    const reason = error.value === ELEMENT ? "Elements stay on the server" : error.message;
    throw new TypeError(`Cannot send props to island ${island}: ${reason} at "${path}"`, { cause: error });
  }
}
