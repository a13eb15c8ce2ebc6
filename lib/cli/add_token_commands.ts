import type { Command } from "commander";
import { flagTexts } from "./cli_texts.ts";
import type { CommandsOptions } from "./command_line.ts";
import { tokenTexts } from "./command_token_texts.ts";
import { aPublicUrl } from "./public_url_flag.ts";
import { aLife, aScope, type CreateFlags } from "./token_flags.ts";

/** Adds `marketpulse token create|list|revoke`. */
export function addTokenCommands(program: Command, { language, ...options }: CommandsOptions): void {
  const command = program.command("token").description(tokenTexts.token[language]);
  // Each look into the state needs this, and a server that runs has no use for it.
  const load = () => import("./command_token.ts");
  command.command("create")
    .description(tokenTexts.create[language])
    .argument("<name>", tokenTexts.name[language])
    .option("--config <file>", flagTexts.config[language])
    .option("--scope <scope>", tokenTexts.scope[language], aScope)
    .option("--expires <span>", tokenTexts.expires[language], aLife)
    .option("--masked", tokenTexts.masked[language])
    .option("--screen", tokenTexts.screen[language])
    .option("--public-url <url>", tokenTexts.publicUrl[language], aPublicUrl)
    .action(async (name: string, flags: CreateFlags) =>
      await (await load()).createToken(name, flags, { ...options, language })
    );
  command.command("list")
    .description(tokenTexts.list[language])
    .option("--config <file>", flagTexts.config[language])
    .option("--json", flagTexts.json[language])
    .action(async (flags: { config?: string; json?: boolean }) =>
      await (await load()).listTokens(flags, { ...options, language })
    );
  command.command("revoke")
    .description(tokenTexts.revoke[language])
    .argument("<id>", tokenTexts.id[language])
    .option("--config <file>", flagTexts.config[language])
    .action(async (id: string, flags: { config?: string }) =>
      await (await load()).revokeToken(id, flags, { ...options, language })
    );
}
