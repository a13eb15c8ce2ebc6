import childProcess, { type ChildProcess } from "node:child_process";
import { once } from "node:events";
import * as esbuild from "esbuild";

/**
 * What `build` comes to; esbuild's process has ended by then. Its own `stop()` does not wait for that and gives nobody the
 * process, so it is watched where it is started.
 */
export async function withEsbuild<T>(build: () => Promise<T>): Promise<T> {
  const { spawn } = childProcess;
  const started: { readonly child: ChildProcess; readonly ended: Promise<unknown> }[] = [];
  const watched = (...args: Parameters<typeof spawn>): ChildProcess => {
    const child = spawn(...args);
    started.push({ child, ended: once(child, "exit") });
    return child;
  };
  childProcess.spawn = watched as typeof spawn;
  try {
    return await build();
  } finally {
    childProcess.spawn = spawn;
    // It lets this process end without it, which must not happen while it is waited for.
    for (const { child } of started) child.ref();
    await esbuild.stop();
    await Promise.all(started.map(({ ended }) => ended));
  }
}
