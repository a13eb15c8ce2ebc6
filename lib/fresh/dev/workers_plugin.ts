import type { Loader, Plugin } from "esbuild";
import { dirname, resolve } from "node:path";

const WORKER = /new URL\(\s*(["'])([^"']+\/)?([^"'/]+)\.tsx?\1\s*,\s*import\.meta\.url,?\s*\)/g;
const NEW_WORKER = new RegExp(`new Worker\\(\\s*${WORKER.source}`, "g");

/**
 * Finds `new Worker(new URL("./workers/NAME.ts", import.meta.url)` in the project's own sources and has the bundle
 * start `./workers/NAME.js` beside it instead.
 *
 * @param found gets the source file of each worker by its name
 */
export function workersPlugin(found: Map<string, string>): Plugin {
  return {
    name: "workers",
    setup(build) {
      build.onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
        if (path.includes("/node_modules/")) return undefined;
        const source = await Deno.readTextFile(path);
        if (!source.includes("new Worker(")) return undefined;
        const contents = source.replace(NEW_WORKER, (_match, _quote, folder = "", name) => {
          addWorker(found, { name, file: resolve(dirname(path), `${folder}${name}.ts`) });
          return `new Worker(new URL("./workers/${name}.js", import.meta.url)`;
        });
        return { contents, loader: path.slice(path.lastIndexOf(".") + 1) as Loader };
      });
    },
  };
}

function addWorker(found: Map<string, string>, { name, file }: { name: string; file: string }): void {
  const other = found.get(name);
  if (other !== undefined && other !== file) {
    throw new Error(`Cannot bundle two workers that are both named ${name}`);
  }
  found.set(name, file);
}
