/** A small file system of its own, which only root can make. */
export interface SmallDisk extends AsyncDisposable {
  readonly folder: string;
  /** From now on nothing can be written. */
  protect(): Promise<void>;
}

const SIZE = "64k";

/** Why there can be none here, and the remedy; undefined when there can. */
export async function smallDiskMissing(): Promise<string | undefined> {
  try {
    await using _disk = await mountSmallDisk();
  } catch (error) {
    return (error as Error).message;
  }
}

/** @throws {Error} when this user or this machine may not mount */
export async function mountSmallDisk(): Promise<SmallDisk> {
  const folder = await Deno.makeTempDir({ prefix: "marketpulse_disk_" });
  const remove = () => Deno.remove(folder);
  try {
    await run("mount", "-t", "tmpfs", "-o", `size=${SIZE}`, "tmpfs", folder);
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    folder,
    protect: () => run("mount", "-o", "remount,ro", folder),
    async [Symbol.asyncDispose]() {
      await run("umount", folder);
      await remove();
    },
  };
}

async function run(program: string, ...args: string[]): Promise<void> {
  const remedy = "run the tests on Linux as root, in a container with --cap-add SYS_ADMIN";
  const output = await new Deno.Command(program, { args, stdout: "null" }).output().catch((error: Error) => {
    throw new Error(`Cannot mount a small disk (${error.message}): ${remedy}`);
  });
  if (output.success) return;
  throw new Error(`Cannot mount a small disk (${new TextDecoder().decode(output.stderr).trim()}): ${remedy}`);
}
