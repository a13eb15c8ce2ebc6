import { isoInZone } from "../metrics/business_day.ts";
import type { CustomFigure } from "../shared/custom_metric.ts";
import type { History } from "../shared/history.ts";
import { isMoneyUnit } from "../shared/mask.ts";
import type { Snapshot } from "../shared/snapshot.ts";
import type { Cell } from "./csv.ts";
import { HiddenError } from "./masked_services.ts";

/** A recorded figure as a table with a row of names; times in the business's zone. */
export function historyTable({ metric, points }: History, timezone: string): Cell[][] {
  return [["at", metric], ...points.map(([at, value]) => [isoInZone(at, timezone), value])];
}

/**
 * A metric of the seller's own as it was last read: its rows, or a row with its figure and its age. Undefined where there
 * is none of that name.
 *
 * @throws {HiddenError} where its amounts are hidden
 */
export function metricTable(name: string, { custom, masked }: Snapshot): Cell[][] | undefined {
  if (!Object.hasOwn(custom, name)) return undefined;
  const figure = custom[name] as CustomFigure;
  if (masked && isMoneyUnit(figure.unit)) throw new HiddenError(`custom.${name} is hidden`);
  const { columns, rows, value = null, at } = figure;
  if (columns && rows) return [columns.map(({ name }) => name), ...rows.map((row) => [...row])];
  return [["at", name], [at, value]];
}
