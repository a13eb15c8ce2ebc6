/** `charts` and `layout`: charts of the seller's own, and which cards a page shows in which order. */
import { z } from "zod";
import { chartSource, customName } from "../shared/chart_source.ts";
import { METRIC_UNITS } from "../shared/custom_metric.ts";
import { CHART_TYPES, type CustomChart, type Page } from "../shared/layout.ts";
import type { Text } from "../shared/text.ts";
import { aTitle } from "./metrics_section.ts";
import { section } from "./section.ts";
import { ownRequirement, ownRequirements } from "./own_texts.ts";
import { requirement } from "./texts.ts";
import { aChoice, aDuration, aName, aWord, value, type ValueFault } from "./values.ts";

const MOST_CHARTS = 50;

/** The program's own paths; those of metrics of the seller's own are looked up where the metrics are known. */
const aPath = value(ownRequirements.chartMetric, (raw) => {
  if (typeof raw !== "string") return undefined;
  return chartSource(raw) || customName(raw) ? raw : undefined;
});

const chart = z.strictObject({
  name: aName.nullable().default(null),
  title: aTitle,
  type: aChoice(CHART_TYPES),
  metric: aPath,
  value: aWord.nullable().default(null),
  unit: aChoice(METRIC_UNITS).nullable().default(null),
  span: aDuration("10m", "48h").default(6 * 3_600_000),
});

type WrittenChart = z.output<typeof chart>;

export const chartsSection = z.array(chart).superRefine((charts, context) => {
  const wrong = (path: (string | number)[], required: Text) => {
    const fault: ValueFault = { required, secret: false };
    context.addIssue({ code: "custom", path, params: { fault } });
  };
  if (charts.length > MOST_CHARTS) wrong([], ownRequirement.atMost(MOST_CHARTS));
  const names = new Set<string>();
  charts.forEach((chart, index) => {
    const name = nameOf(chart);
    if (names.has(name)) {
      wrong([index, chart.name === null ? "title" : "name"], ownRequirements.chartNameTaken);
    }
    names.add(name);
    const source = chartSource(chart.metric);
    if (!source) return;
    const fits = source.kind === "figure"
      ? ["number", "line", "bar"].includes(chart.type)
      : chart.type !== "number";
    if (!fits) {
      wrong(
        [index, "type"],
        source.kind === "figure" ? ownRequirements.figureType : ownRequirements.listType,
      );
    }
    const values = source.kind === "list" ? Object.keys(source.values) : [];
    if (chart.value !== null && !values.includes(chart.value)) {
      wrong([index, "value"], values.length > 0 ? requirement.choice(values) : ownRequirements.noValue);
    }
  });
}).transform((charts) => charts.map((chart): CustomChart => ({ ...chart, name: nameOf(chart) }))).default([]);

/** What is not written is made of the title. */
function nameOf({ name, title }: WrittenChart): string {
  return name ?? title.en.replaceAll(/[^\p{L}\p{N}]+/gu, "-").replaceAll(/^-|-$/g, "").slice(0, 40);
}

const aPage = z.array(aWord).nullable().default(null);

/** Null: what the page usually shows. */
export const layoutSection = section(
  { dashboard: aPage, market: aPage } satisfies Record<Page, typeof aPage>,
);

/** The keys of the charts in a file, for whoever looks for the nearest right one. */
export function keysOfCharts(raw: unknown): unknown {
  return Array.isArray(raw) ? raw.map(() => ({ ...chart.shape, title: { ko: "", en: "" } })) : [];
}
