/** `metrics`: the seller's own figures, each read by a statement of SQL. */
import { z } from "zod";
import { METRIC_UNITS } from "../shared/custom_metric.ts";
import { isSelect } from "../shared/inline_relation.ts";
import type { Text } from "../shared/text.ts";
import { section } from "./section.ts";
import { ownRequirement, ownRequirements } from "./own_texts.ts";
import { aChoice, aDuration, aName, aNumberOrNull, value, type ValueFault } from "./values.ts";

const MOST_METRICS = 50;
const LONGEST_TITLE = 60;
const LONGEST_SQL = 20_000;

/** One text for all, or one for each language. */
export const aTitle = value(ownRequirements.title, (raw): Text | undefined => {
  const { ko, en } = typeof raw === "string" ? { ko: raw, en: raw } : raw as Partial<Text> ?? {};
  const only = typeof raw === "string" || Object.keys(raw ?? {}).every((key) => key === "ko" || key === "en");
  const [korean, english] = [ko ?? en, en ?? ko];
  return only && isTitle(korean) && isTitle(english) ? { ko: korean.trim(), en: english.trim() } : undefined;
}, {
  json: {
    anyOf: [{ type: "string" }, {
      type: "object",
      properties: { ko: { type: "string" }, en: { type: "string" } },
      additionalProperties: false,
    }],
  },
});

function isTitle(text: unknown): text is string {
  return typeof text === "string" && text.trim() !== "" && text.length <= LONGEST_TITLE;
}

/** A statement that begins as one that reads does; whether it really only reads, the database sees to. */
const aSelect = value(ownRequirements.ownSelect, (raw) => {
  if (typeof raw !== "string" || raw.length > LONGEST_SQL) return undefined;
  const statement = raw.trim().replace(/(\s*;)+$/, "");
  return isSelect(statement) ? statement : undefined;
});

const aFormat = value(
  ownRequirements.format,
  (raw) =>
    typeof raw === "string" && raw.length <= 40 && (raw === "" || raw.split("{value}").length === 2)
      ? raw
      : undefined,
);

const thresholds = section({
  warn: aNumberOrNull.default(null),
  bad: aNumberOrNull.default(null),
  direction: aChoice(["above", "below"]).default("above"),
});

const metric = z.strictObject({
  name: aName,
  title: aTitle.nullable().default(null),
  sql: aSelect,
  interval: aDuration("1s", "24h").default(60_000),
  timeout: aDuration("100ms", "1m").default(3_000),
  unit: aChoice(METRIC_UNITS).default("count"),
  format: aFormat.default(""),
  thresholds,
});

export type WrittenMetric = z.output<typeof metric>;

export const metricsSection = z.array(metric).superRefine((metrics, context) => {
  const wrong = (path: (string | number)[], required: Text) => {
    const fault: ValueFault = { required, secret: false };
    context.addIssue({ code: "custom", path, params: { fault } });
  };
  if (metrics.length > MOST_METRICS) wrong([], ownRequirement.atMost(MOST_METRICS));
  const names = new Set<string>();
  metrics.forEach(({ name, thresholds: { warn, bad, direction } }, index) => {
    if (names.has(name)) wrong([index, "name"], ownRequirements.metricNameTaken);
    names.add(name);
    const crossed = warn !== null && bad !== null && (direction === "above" ? warn > bad : warn < bad);
    if (crossed) wrong([index, "thresholds", "bad"], ownRequirements.badBeyondWarn);
  });
}).default([]);

/** The keys of the metrics in a file, for whoever looks for the nearest right one. */
export function keysOfMetrics(raw: unknown): unknown {
  if (!Array.isArray(raw)) return [];
  const { shape } = metric;
  return raw.map(() => ({ ...shape, title: { ko: "", en: "" }, thresholds: thresholds.unwrap().out.shape }));
}
