import { fill } from "../shared/i18n/fill.ts";
import { withStop } from "../shared/sentences.ts";
import type { ConfigNews } from "../shared/config_news.ts";
import type { Tone } from "./market_state.ts";
import type { View } from "./view.ts";

/** What is to be said of the configuration file: of what, what, and how bad it is. */
export function configNotice(
  { state, faults, waiting }: ConfigNews,
  { texts, language }: View,
): [name: string, text: string, tone: Tone] {
  if (state === "waits") {
    return [texts.sourceConfig, fill(texts.configWaits, { sections: waiting.join(", ") }), "warn"];
  }
  const said = faults.map(({ line, message }) => {
    const fault = withStop(message[language]);
    return line ? fill(texts.configFault, { line, message: fault }) : fault;
  });
  return [texts.sourceConfig, fill(texts.configRefused, { faults: said.join(" ") }), "bad"];
}
