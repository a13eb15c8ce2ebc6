/** Why a test that needs a command cannot run: the command is not installed. Undefined when it is. */
export function commandMissing(
  command: string,
  { args, remedy }: { args: string[]; remedy: string },
): string | undefined {
  try {
    new Deno.Command(command, { args, stdout: "null", stderr: "null" }).outputSync();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return `no ${command} found, install one (${remedy})`;
  }
}
