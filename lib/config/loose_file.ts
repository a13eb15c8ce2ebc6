/** A file with a secret that more people can read than have to. */
export interface LooseFile {
  readonly path: string;
  /** Its rights as `chmod` writes them, for example `644`. */
  readonly mode: string;
}

/** Rights of others to read and write, and of the file's group. */
const OTHERS = 0o006;
const GROUP = 0o060;
const GROUP_WRITES = 0o020;

/**
 * Whether others can read or write a file, or its group can without need: where the file is another user's, it is the
 * group that lets this process read it. Null where all is well, where the system has no such rights, and where there is no
 * such file.
 */
export async function looseFile(path: string): Promise<LooseFile | null> {
  try {
    const { mode, uid } = await Deno.stat(path);
    if (mode === null || uid === null) return null;
    const group = uid === Deno.uid() ? GROUP : GROUP_WRITES;
    if ((mode & (OTHERS | group)) === 0) return null;
    return { path, mode: (mode & 0o777).toString(8).padStart(3, "0") };
  } catch {
    // Whoever needs the file says what is wrong with it.
    return null;
  }
}
