import type { LiveTexts } from "../shared/i18n/catalogue.ts";
import type { ApiStatus } from "../shared/snapshot.ts";

/**
 * What stands in place of a response time that there is none of: that nothing answered, but only of a check that saw just
 * that. Whoever is left in peace, or could not be asked because of us, may answer very well.
 */
export function noTimeWord(
  { class: health, confirming }: Pick<ApiStatus, "class" | "confirming">,
  texts: LiveTexts,
): string {
  return (confirming?.class ?? health) === "DOWN" ? texts.noAnswer : texts.notMeasured;
}
