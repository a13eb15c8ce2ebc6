import { fill } from "../shared/i18n/fill.ts";
import type { LiveTexts } from "../shared/i18n/catalogue.ts";

const MINUTE = 60_000;

/** How much is left of something, in hours and minutes; what has begun counts as a whole minute. */
export function timeLeft(milliseconds: number, texts: LiveTexts): string {
  const minutes = Math.max(0, Math.ceil(milliseconds / MINUTE));
  const words = minutes >= 60 ? texts.hoursAndMinutes : texts.minutesOnly;
  return fill(words, { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}
