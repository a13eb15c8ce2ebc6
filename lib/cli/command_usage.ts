import type { CommanderError } from "commander";
import type { Text } from "../shared/text.ts";
import { usageTexts } from "./cli_texts.ts";

/** What was wrong with the arguments. The parser says so in English only, its codes and quotes are what can be told on. */
export function usageText({ code, message }: CommanderError): Text {
  const [subject = "", value = ""] = [...message.matchAll(/'([^']*)'/g)].map(([, quoted]) => quoted!);
  const nearest = /Did you mean (?:one of )?([^?]+)\?/.exec(message)?.[1];
  switch (code) {
    case "commander.unknownOption":
      return usageTexts.unknownFlag(subject, nearest);
    case "commander.unknownCommand":
      return usageTexts.unknownCommand(subject, nearest);
    case "commander.excessArguments":
      return usageTexts.excessArguments(subject);
    case "commander.optionMissingArgument":
      return usageTexts.noValue(subject);
    case "commander.missingArgument":
      return usageTexts.noArgument(subject);
    case "commander.help":
      return usageTexts.noCommand;
    default:
      return usageTexts.other(value === "" ? message : `${subject}: ${value}`);
  }
}
