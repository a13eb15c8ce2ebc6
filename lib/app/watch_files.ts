import { dirname } from "node:path";

/** Editors write a file in several steps; what follows each other faster than this is one change. */
const SETTLED_AFTER = 300;

/** Milliseconds between two looks at files whose changes nobody tells of: behind links to elsewhere, on a network's disk. */
const LOOK_EVERY = 30_000;

/**
 * Calls `on` after one of the files was changed or replaced, until disposed of. A file is what its path leads to: a link, or
 * the link of a folder above it, may be turned to another one, as certbot and Kubernetes' ConfigMaps do it.
 */
export function watchFiles(paths: readonly string[], on: () => void, lookEvery = LOOK_EVERY): Disposable {
  // Folders are watched because many editors put a new file in the place of the old one.
  const watcher = Deno.watchFs([...new Set(paths.map((path) => dirname(path)))], { recursive: false });
  const known = new Map(paths.map((path) => [path, identityOf(path)]));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    const changed = paths.filter((path) => {
      const identity = identityOf(path);
      if (identity === undefined || identity === known.get(path)) return false;
      known.set(path, identity);
      return true;
    });
    if (changed.length > 0) on();
  };
  const settle = () => {
    clearTimeout(timer);
    timer = setTimeout(look, SETTLED_AFTER);
  };
  void follow(watcher, settle);
  const interval = setInterval(look, lookEvery);
  return {
    [Symbol.dispose]() {
      clearTimeout(timer);
      clearInterval(interval);
      watcher.close();
    },
  };
}

/** Ends when the folders cannot be watched any more, because one was removed for example: the interval still looks. */
async function follow(watcher: Deno.FsWatcher, tell: () => void): Promise<void> {
  try {
    for await (const { kind } of watcher) if (kind !== "access") tell();
  } catch {
    tell();
  }
}

/** Which file a path leads to and which contents it has; undefined while there is none. */
function identityOf(path: string): string | undefined {
  try {
    const { ino, size, mtime } = Deno.statSync(path);
    return [Deno.realPathSync(path), ino, size, mtime?.getTime()].join(" ");
  } catch {
    return undefined;
  }
}
