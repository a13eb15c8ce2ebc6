import { basename, dirname } from "node:path";

/** Editors write a file in several steps; what follows each other faster than this is one change. */
const SETTLED_AFTER = 300;

/** Calls `on` after the file was changed or replaced, until disposed of. */
export function watchFile(path: string, on: () => void): Disposable {
  // The folder is watched because many editors put a new file in the place of the old one.
  const watcher = Deno.watchFs(dirname(path), { recursive: false });
  let timer: ReturnType<typeof setTimeout> | undefined;
  void (async () => {
    for await (const { kind, paths } of watcher) {
      if (kind === "access" || !paths.some((changed) => basename(changed) === basename(path))) continue;
      clearTimeout(timer);
      timer = setTimeout(on, SETTLED_AFTER);
    }
  })();
  return {
    [Symbol.dispose]() {
      clearTimeout(timer);
      watcher.close();
    },
  };
}
