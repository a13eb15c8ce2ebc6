import type { Services } from "../app/services.ts";
import { chartSource, customName } from "../shared/chart_source.ts";
import type { History } from "../shared/history.ts";
import { chartCard, type Page } from "../shared/layout.ts";
import type { Snapshot } from "../shared/snapshot.ts";
import { HiddenError } from "./masked_services.ts";

/** Points of a chart at the most. */
const POINTS = 360;
const MINUTE = 60_000;

/** What was recorded of the figures that the seller's own charts on a page show over time, by their paths; what cannot be read is left out. */
export async function ownHistories(
  page: Page,
  services: Pick<Services, "snapshot" | "history" | "now" | "log">,
): Promise<Record<string, History["points"]>> {
  const snapshot = services.snapshot();
  const { [page]: cards, charts } = snapshot.layout;
  const shown = Object.values(charts).filter(({ name, type, metric }) =>
    cards.includes(chartCard(name)) && (type === "line" || type === "bar") && isFigure(metric, snapshot)
  );
  const found = await Promise.all(shown.map(async ({ metric, span }) => {
    const to_ms = services.now();
    const step_s = Math.max(1, Math.ceil(span / MINUTE / POINTS)) * 60;
    try {
      const { points } = await services.history({ metric, from_ms: to_ms - span, to_ms, step_s });
      return [[metric, points.filter(([, value]) => value !== null)] as const];
    } catch (error) {
      if (error instanceof HiddenError) return [];
      services.log.error("Cannot read a recorded figure for the page", { metric, error: String(error) });
      return [];
    }
  }));
  return Object.fromEntries(found.flat());
}

function isFigure(path: string, { custom }: Snapshot): boolean {
  const name = customName(path);
  return name === undefined ? chartSource(path)?.kind === "figure" : !custom[name]?.columns;
}
