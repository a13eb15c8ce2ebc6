/**
 * What is hidden from those who may not see amounts of money: the one place that knows where those stand in the snapshot.
 * A figure that is hidden is null, and `masked` says that this is why.
 */
import type { CustomFigure } from "./custom_metric.ts";
import type { Snapshot } from "./snapshot.ts";

/** Paths of amounts in the snapshot; `*` is every entry of a list. Those of the seller's own figures tell by their unit. */
export const MONEY_PATHS = [
  "sales.today.today_revenue",
  "sales.yesterday_same_time.revenue",
  "sales.weekly_trend.*.revenue",
  "sales.hourly_trend.*.revenue",
  "orders.by_market.*.revenue",
  "inventory.inventory_value",
] as const;

const STEPS = MONEY_PATHS.map((path) => path.split("."));

/** What of a seller's own figure tells nothing of its amount. The reason of a fault does: a database quotes what it cannot read. */
const TOLD: ReadonlySet<string> = new Set([
  "unit",
  "title",
  "format",
  "interval",
  "definition",
  "columns",
  "at",
  "state",
]);

/** Whether figures of a unit are money: an ISO 4217 code such as `KRW`. */
export function isMoneyUnit(unit: unknown): boolean {
  return typeof unit === "string" && /^[A-Z]{3}$/.test(unit);
}

/** Changes of a masked snapshot are others, so they have an epoch of their own: nobody goes on from the one in the other. */
export function maskedEpoch(epoch: string): string {
  return `${epoch}.masked`;
}

/** The snapshot without amounts; what has none keeps its identity. */
export function mask(snapshot: Snapshot): Snapshot {
  const hidden = STEPS.reduce<unknown>((value, steps) => hide(value, steps), snapshot) as Snapshot;
  const custom = Object.entries(snapshot.custom).map(([name, figure]) => [name, maskFigure(figure)]);
  return {
    ...hidden,
    custom: Object.fromEntries(custom),
    epoch: maskedEpoch(snapshot.epoch),
    masked: true,
  };
}

/**
 * Whether a recorded figure (`sales.today.today_revenue`, `custom.NAME`) is an amount. An own figure that the snapshot does
 * not know any more may have been one.
 */
export function isMoneyPath(path: string, { custom }: Pick<Snapshot, "custom">): boolean {
  if (!path.startsWith("custom.")) return (MONEY_PATHS as readonly string[]).includes(path);
  const [, name = ""] = path.split(".");
  const figure = Object.hasOwn(custom, name) ? custom[name] : undefined;
  return !isRecord(figure) || isMoneyUnit(figure.unit);
}

function hide(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return null;
  if (Array.isArray(value)) return name === "*" ? value.map((entry) => hide(entry, rest)) : value;
  if (!isRecord(value) || !Object.hasOwn(value, name)) return value;
  return { ...value, [name]: hide(value[name], rest) };
}

/** Whatever its kind of figure brings along is hidden as long as nobody has said that it tells nothing. */
function maskFigure(figure: CustomFigure): CustomFigure {
  if (!isRecord(figure) || !isMoneyUnit(figure.unit)) return figure;
  const told = Object.entries(figure).map(([name, value]) => [name, TOLD.has(name) ? value : null]);
  return Object.fromEntries(told) as unknown as CustomFigure;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
