/** A program in a Deno of its own, of the version that runs the tests. */

export interface DenoProcess extends AsyncDisposable {
  /** The first line that the program wrote, parsed as JSON. */
  readonly said: { port: number; answer?: string };
}

/** @throws {Error} with the program's errors, when it ends without a word */
export async function startDeno(args: string[], { cwd }: { cwd?: string } = {}): Promise<DenoProcess> {
  const command = new Deno.Command(Deno.execPath(), { args, cwd, stdout: "piped", stderr: "piped" });
  const child = command.spawn();
  const errors = new Response(child.stderr).text();
  const output = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const stop = async () => {
    try {
      child.kill("SIGKILL");
    } catch (error) {
      // Already ended.
      if (!(error instanceof TypeError)) throw error;
    }
    await output.cancel();
    await child.status;
    return await errors;
  };

  let text = "";
  while (!text.includes("\n")) {
    const { value, done } = await output.read();
    if (done) throw new Error(`Cannot start ${args.join(" ")}: ${await stop()}`);
    text += value;
  }
  return { said: JSON.parse(text), [Symbol.asyncDispose]: async () => void await stop() };
}
