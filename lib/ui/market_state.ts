import type { ApiStatus, HealthClass } from "../shared/snapshot.ts";
import { fill } from "../shared/i18n/fill.ts";
import { inMarketOrder } from "./market_order.ts";
import type { LiveTexts } from "../shared/i18n/catalogue.ts";
import type { Language } from "../shared/text.ts";

/** `mute`: nobody can say; `warn`: the market lives, something is for the seller to do. */
export type Tone = "good" | "warn" | "bad" | "mute";

const TONES: Readonly<Record<HealthClass, Tone>> = {
  UP: "good",
  SLOW: "warn",
  DOWN: "bad",
  AUTH: "warn",
  IP: "warn",
  QUOTA: "warn",
  MAINTENANCE: "warn",
  SELF_OFFLINE: "mute",
  UNKNOWN: "mute",
};

export const toneOf = (health: HealthClass): Tone => TONES[health] ?? "mute";

/** A market's state in words; an answer without our key proves less, and says so. */
export function stateWord(
  { class: health, probe }: Pick<ApiStatus, "class" | "probe">,
  texts: LiveTexts,
): string {
  if (health === "UP" && probe === "keyless") return texts.classUPKeyless;
  return texts[`class${health}`] ?? texts.classUNKNOWN;
}

/** What is shown of a market: an old state is nobody's colour, and said to be one. */
export function shownState(
  status: Pick<ApiStatus, "class" | "probe" | "stale">,
  texts: LiveTexts,
): { readonly tone: Tone; readonly word: string } {
  const word = stateWord(status, texts);
  if (!status.stale) return { tone: toneOf(status.class), word };
  return { tone: "mute", word: fill(texts.healthThen, { verdict: word }) };
}

/** Another state that was seen and is not yet believed, in words; undefined where there is none. */
export function confirmingWord(
  { confirming, probe }: Pick<ApiStatus, "confirming" | "probe">,
  texts: LiveTexts,
): string | undefined {
  if (!confirming) return undefined;
  const { class: health, seen, of } = confirming;
  return fill(texts.confirming, { state: stateWord({ class: health, probe }, texts), seen, of });
}

/** What was seen, in the reader's language where it is ours to say. */
export function reasonWords(
  { reason, error }: Pick<ApiStatus, "reason" | "error">,
  language: Language,
): string | null {
  return reason?.[language] ?? error ?? null;
}

/** Whether a check proves that our key works, in words. */
export function probeWord(probe: ApiStatus["probe"], texts: LiveTexts): string {
  return probe === "signed" ? texts.probeSigned : texts.probeKeyless;
}

/** The market codes whose state is not UP, or old, worst first. */
export function troubled(statuses: Readonly<Record<string, ApiStatus>>): string[] {
  const weight: Readonly<Record<Tone, number>> = { bad: 0, warn: 1, mute: 2, good: 3 };
  const tone = ({ class: health, stale }: ApiStatus) => stale ? "mute" : toneOf(health);
  const rank = (code: string) => weight[tone(statuses[code]!)];
  return inMarketOrder(statuses).map(([code]) => code)
    .filter((code) => statuses[code]!.stale || statuses[code]!.class !== "UP")
    .toSorted((a, b) => rank(a) - rank(b));
}
