import type { Services } from "../app/services.ts";

const DAY = 86_400_000;
/** A check every ten seconds, as often as can be configured, is fewer in a day. */
export const MOST_CHECKS = 10_000;

/**
 * A market's checks of the last 24 hours, newest first; null when the own state cannot be read: the page is worth
 * having without them.
 */
export async function checksOfDay(
  market: string,
  { checks, now, log }: Pick<Services, "checks" | "now" | "log">,
): Promise<Awaited<ReturnType<Services["checks"]>> | null> {
  try {
    return await checks({ market, since: now() - DAY, limit: MOST_CHECKS });
  } catch (error) {
    log.error("Cannot read the recorded checks for the page", { market, error: String(error) });
    return null;
  }
}
