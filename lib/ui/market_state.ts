import type { ApiStatus, HealthClass } from "../shared/snapshot.ts";
import type { LiveTexts } from "../shared/i18n/catalogue.ts";

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

/** Whether a check proves that our key works, in words. */
export function probeWord(probe: ApiStatus["probe"], texts: LiveTexts): string {
  return probe === "signed" ? texts.probeSigned : texts.probeKeyless;
}

/** The market codes whose state is not UP, worst first. */
export function troubled(statuses: Readonly<Record<string, ApiStatus>>): string[] {
  const weight: Readonly<Record<Tone, number>> = { bad: 0, warn: 1, mute: 2, good: 3 };
  const rank = (code: string) => weight[toneOf(statuses[code]!.class)];
  return Object.keys(statuses).filter((code) => statuses[code]!.class !== "UP")
    .toSorted((a, b) => rank(a) - rank(b));
}
