import type { Command } from "commander";
import { auditTexts } from "./command_audit_texts.ts";
import type { AuditFlags } from "./command_audit.ts";
import { flagTexts } from "./cli_texts.ts";
import type { CommandsOptions } from "./command_line.ts";
import { aSpan } from "./span_flag.ts";

/** Adds `marketpulse audit`. */
export function addAuditCommand(program: Command, { language, ...options }: CommandsOptions): void {
  program.command("audit")
    .description(auditTexts.audit[language])
    .option("--config <file>", flagTexts.config[language])
    .option("--since <span>", auditTexts.since[language], aSpan("--since"))
    .option("--kind <kind>", auditTexts.kind[language])
    .option("--json", flagTexts.json[language])
    .action(async (flags: AuditFlags) => {
      // A server has no use for it.
      const { audit } = await import("./command_audit.ts");
      await audit(flags, { ...options, language });
    });
}
