/**
 * `deno task upstream`: checks that the app runs unchanged on Fresh itself. It stages a copy of the project on
 * `jsr:@fresh/core`, checks its types and runs the route tests there, which build it with Fresh's own Builder.
 */
import { fileURLToPath } from "node:url";
import { stage } from "./upstream_stage.ts";

const PACKAGE = "https://jsr.io/@fresh/core/meta.json";

Deno.exitCode = await run();

async function run(): Promise<number> {
  const unreachable = await whyUnreachable();
  if (unreachable !== undefined) {
    say(
      `Cannot reach JSR, where alone Fresh is published: ${unreachable}. Run this on a network that has ${PACKAGE}`,
    );
    return 1;
  }
  const folder = await Deno.makeTempDir({ prefix: "marketpulse-upstream-" });
  await stage(fileURLToPath(new URL("..", import.meta.url)), folder);
  const steps = [["install"], ["check", "main.ts", "routes/", "islands/"], ["test", "-A", "tests/routes/"]];
  for (const args of steps) {
    say(`deno ${args.join(" ")}`);
    const { code } = await new Deno.Command(Deno.execPath(), { args, cwd: folder }).spawn().status;
    if (code === 0) continue;
    say(`Failed on Fresh itself; the copy is left in ${folder}`);
    return code;
  }
  await Deno.remove(folder, { recursive: true });
  return 0;
}

async function whyUnreachable(): Promise<string | undefined> {
  try {
    const response = await fetch(PACKAGE, { signal: AbortSignal.timeout(10_000) });
    await response.body?.cancel();
    return response.ok ? undefined : `it answered ${response.status}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function say(text: string): void {
  Deno.stderr.writeSync(new TextEncoder().encode(`${text}\n`));
}
