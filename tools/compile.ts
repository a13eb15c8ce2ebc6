/**
 * `deno task compile [--target TARGET|all] [--otel] [--deno FILE]`: writes `dist/marketpulse`, or for a named target
 * `dist/marketpulse-VERSION-TARGET`. Deno's own variables (`DENORT_BIN`, `DENO_TLS_CA_STORE`) pass through.
 */
import { Command } from "commander";
import project from "../deno.json" with { type: "json" };
import { targetsFrom } from "./compile_arguments.ts";
import { compileProgram } from "./compile_program.ts";

Deno.exitCode = await run(Deno.args);

async function run(args: readonly string[]): Promise<number> {
  const options = new Command("compile")
    .option("--target <target>", "a platform, or all")
    .option("--otel", "an executable that exports OpenTelemetry")
    .option("--deno <file>", "the Deno that compiles", Deno.execPath())
    .allowExcessArguments(false)
    .parse([...args], { from: "user" })
    .opts<{ target?: string; otel?: boolean; deno: string }>();
  try {
    const targets = targetsFrom(options.target, Deno.env.get("DENORT_BIN"));
    const { version } = project;
    const compiled = await compileProgram({ ...options, targets, version, outDir: "dist", onStep: say });
    for (const result of compiled) {
      say("error" in result ? `${result.target ?? "here"}: ${result.error.message}` : result.path);
    }
    return compiled.some((result) => "error" in result) ? 1 : 0;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

function say(text: string): void {
  Deno.stderr.writeSync(new TextEncoder().encode(`${text}\n`));
}
