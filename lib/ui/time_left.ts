import { fill } from "../shared/i18n/fill.ts";
import type { LiveTexts } from "../shared/i18n/catalogue.ts";

const MINUTE = 60_000;

/** How much is left of something, in hours and minutes; what has begun counts as a whole minute. */
export function timeLeft(milliseconds: number, texts: LiveTexts): string {
  const all = Math.max(0, Math.ceil(milliseconds / MINUTE));
  const [hours, minutes] = [Math.floor(all / 60), all % 60];
  if (hours === 0) return fill(texts.minutesOnly, { minutes });
  return fill(minutes === 0 ? texts.hoursOnly : texts.hoursAndMinutes, { hours, minutes });
}
