import type { Command } from "commander";
import { systemClock } from "../shared/clock.ts";
import type { InitCommandOptions, InitFlags } from "./command_init.ts";
import { initCommandTexts as texts } from "./command_init_texts.ts";

/** Adds `init` to the command line. */
export function addInitCommand(
  program: Command,
  { onEnd, ...options }: Omit<InitCommandOptions, "flags" | "clock"> & { onEnd: (code: number) => void },
): void {
  const { language } = options;
  program.command("init")
    .description(texts.init[language])
    .option("--database-url <url>", texts.databaseUrl[language])
    .option("--output <file>", texts.output[language])
    .option("--yes", texts.yes[language])
    .option("--force", texts.force[language])
    .action(async (flags: InitFlags) => {
      // A server never needs it, and is smaller without it.
      const { initCommand } = await import("./command_init.ts");
      onEnd(await initCommand({ ...options, flags, clock: systemClock }));
    });
}
