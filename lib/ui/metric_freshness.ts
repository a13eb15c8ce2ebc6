import type { CustomFigure } from "../shared/custom_metric.ts";
import type { Link } from "../shared/link.ts";
import type { Freshness } from "./freshness.ts";
import type { View } from "./view.ts";

/** Whether a metric's figures may be taken for the present. */
export function metricFreshness(figure: CustomFigure, link: Link, { language }: View): Freshness {
  const at = figure.at ? Date.parse(figure.at) : null;
  const because = {
    reason: figure.reason?.[language] ?? "",
    remedy: figure.remedy?.[language] ?? "",
  };
  if (at === null) return { kind: "unknown", ...because };
  if (figure.state !== "ok") return { kind: "stale", at, ...because };
  return link.silent ? { kind: "stale", at, reason: "", remedy: "" } : { kind: "fresh", at };
}
