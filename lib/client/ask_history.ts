import type { History } from "../shared/history.ts";

/** Points of a chart at the most: more are not told apart on a screen. */
const POINTS = 360;
const MINUTE = 60_000;

export interface HistoryWish {
  /** Path of the figure in the snapshot. */
  readonly metric: string;
  /** ms since 1970 */
  readonly from: number;
  readonly to: number;
}

/** The query of a figure's recorded past, in steps that a chart can show. */
export function historyQuery({ metric, from, to }: HistoryWish): string {
  const step = Math.max(1, Math.ceil((to - from) / MINUTE / POINTS)) * 60;
  const iso = (at: number) => new Date(at).toISOString();
  return new URLSearchParams({ metric, from: iso(from), to: iso(to), step: String(step) }).toString();
}

/** The recorded past of a figure; null when the server does not tell it. */
export async function askHistory(
  url: string,
  wish: HistoryWish,
  send: typeof fetch = fetch,
): Promise<History["points"] | null> {
  try {
    const response = await send(`${url}?${historyQuery(wish)}`);
    if (!response.ok) return null;
    return (await response.json() as History).points;
  } catch {
    return null;
  }
}
