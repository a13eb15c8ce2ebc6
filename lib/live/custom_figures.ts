/** The seller's own metrics in the snapshot: which there are, what was read of them, and how they grow old. */
import {
  type CustomFigure,
  type CustomMetric,
  type CustomReading,
  levelOf,
  type MetricContent,
  type MetricFace,
  type MetricLevel,
  seriesOf,
} from "../shared/custom_metric.ts";
import type { Snapshot } from "../shared/snapshot.ts";
import { STALE_AFTER_INTERVALS } from "./stale_after.ts";
import { liveTexts } from "./texts.ts";

/** What the hub has to know of a metric. */
export type CustomDefinition = MetricFace & Pick<CustomMetric, "name" | "definition">;

/** The snapshot with these metrics and no others. Figures of the same statement stay, others are not known yet. */
export function withDefinitions(snapshot: Snapshot, definitions: readonly CustomDefinition[]): Snapshot {
  const figures = definitions.map((definition) => {
    const { name, ...face } = faceOf(definition);
    const before = snapshot.custom[name];
    if (before?.definition !== face.definition) return [name, { ...UNREAD, ...face }] as const;
    return [name, { ...before, ...face, level: worstOf(before, face) }] as const;
  });
  return { ...snapshot, custom: Object.fromEntries(figures) };
}

function faceOf({ name, definition, title, unit, format, thresholds, interval }: CustomDefinition) {
  return { name, definition, title, unit, format, thresholds, interval };
}

const UNREAD = {
  state: "unknown",
  at: null,
  reason: liveTexts.unread,
  remedy: null,
  level: null,
} as const satisfies Partial<CustomFigure>;

/** The snapshot with what was read; what was read of a metric that is another one by now is left out. */
export function withReadings(snapshot: Snapshot, readings: readonly CustomReading[]): Snapshot {
  const custom = { ...snapshot.custom };
  for (const { name, definition, at, outcome } of readings) {
    const before = custom[name];
    if (before?.definition !== definition) continue;
    custom[name] = "reason" in outcome
      ? { ...before, ...outcome, state: "down" }
      : { ...withContent(before, outcome), state: "ok", at, reason: null, remedy: null };
  }
  return { ...snapshot, custom };
}

function withContent(before: CustomFigure, content: MetricContent): CustomFigure {
  const { value: _value, columns: _columns, rows: _rows, ...face } = before;
  const figure = { ...face, ...content };
  return { ...figure, level: worstOf(figure, face) };
}

function worstOf(
  figure: Pick<CustomFigure, "value" | "columns" | "rows">,
  { thresholds }: Pick<CustomFigure, "thresholds">,
): MetricLevel | null {
  const values = figure.rows ? seriesOf(figure).map(({ value }) => value) : [figure.value];
  const levels = values.map((value) => typeof value === "number" ? levelOf(value, thresholds) : null);
  return (["bad", "warn", "ok"] as const).find((level) => levels.includes(level)) ?? null;
}

/** The snapshot with every metric marked that was not read for too long. */
export function markStaleCustom(snapshot: Snapshot, now: number): Snapshot {
  const silent = Object.entries(snapshot.custom).filter(([, { state, at, interval }]) =>
    state === "ok" && at !== null && now - Date.parse(at) > STALE_AFTER_INTERVALS * interval
  );
  if (silent.length === 0) return snapshot;
  const marked = silent.map(([name, figure]) => {
    const reason = liveTexts.silent(figure.interval);
    return [name, { ...figure, state: "stale", reason, remedy: null } as CustomFigure] as const;
  });
  return { ...snapshot, custom: { ...snapshot.custom, ...Object.fromEntries(marked) } };
}

/** The snapshot with what the last process read of the same metrics, where this one has not read any yet. */
export function withLastCustom(current: Snapshot, last: Snapshot): Snapshot {
  const figures = Object.entries(current.custom).map(([name, figure]) => {
    const before = last.custom[name];
    if (figure.at !== null || !before?.at || before.definition !== figure.definition) return [name, figure];
    const { value, columns, rows, level, at } = before;
    const known = { value, columns, rows, level, at };
    if (figure.state === "down") return [name, { ...figure, ...known }];
    return [name, { ...figure, ...known, state: "stale", reason: liveTexts.restarted }];
  });
  return { ...current, custom: Object.fromEntries(figures) };
}
