import { fill } from "../shared/i18n/fill.ts";
import { marketName } from "../shared/market_names.ts";
import type { ApiStatus } from "../shared/snapshot.ts";
import { shownState, type Tone, troubled } from "./market_state.ts";
import type { View } from "./view.ts";

/** All markets in one sentence. */
export interface Verdict {
  readonly tone: Tone;
  readonly text: string;
}

/** Names the worst market; where several cannot be asked because of us, it is our own line that is to be named. */
export function verdict(statuses: Readonly<Record<string, ApiStatus>>, view: View): Verdict {
  const { texts } = view;
  if (Object.keys(statuses).length === 0) return { tone: "mute", text: texts.healthNone };
  const codes = troubled(statuses);
  const [worst] = codes;
  if (!worst) return { tone: "good", text: texts.healthAllUp };
  const status = statuses[worst]!;
  const { tone, word } = shownState(status, texts);
  const own = tone === "mute" ? codes.filter((code) => statuses[code]!.class === "SELF_OFFLINE") : [];
  if (own.length > 1 || own.length === Object.keys(statuses).length) {
    return { tone, text: shownState(statuses[own[0]!]!, texts).word };
  }
  const text = fill(codes.length === 1 ? texts.healthOne : texts.healthSome, {
    market: marketName(worst, view),
    state: word,
    others: codes.length - 1,
  });
  return { tone, text };
}
